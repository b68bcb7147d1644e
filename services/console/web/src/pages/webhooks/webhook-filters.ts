import dayjs from 'dayjs';
import type { WebhookFilters, WebhookStatus } from '../../api/webhooks.ts';

/** TikTok's own names (developers.tiktok.com/doc/webhooks-events). The last but one is misspelt there, too. */
export const webhookEvents = [
  'post.publish.complete',
  'post.publish.failed',
  'post.publish.inbox_delivered',
  'post.publish.publicly_available',
  'post.publish.no_longer_publicaly_available',
  'authorization.removed',
];

interface Appearance {
  label: string;
  color: string;
  meaning: string;
}

/** Whether a webhook is on the bus. */
export const webhookStates: Record<WebhookStatus, Appearance> = {
  published: { label: 'Passed on', color: 'green', meaning: 'Every service that listens can take it.' },
  waiting: { label: 'Waits', color: 'blue', meaning: 'It is stored, and passed on in a moment.' },
  failing: {
    label: 'Not passed on yet',
    color: 'orange',
    meaning: 'The bus did not take it. It is tried again by itself until it does.',
  },
};

const clockFormat = 'YYYY-MM-DD HH:mm:ss';

/** A moment as the clocks here show it: `2026-12-01 09:00:00`. */
export const clockOf = (moment: string | undefined): string | null =>
  moment ? dayjs(moment).format(clockFormat) : null;

/** How a moment is written in a field. */
export const shownFormat = 'D MMM YYYY, HH:mm';

/** The name of a field that shows a moment: what is written there is a part of it. */
export const momentLabel = (label: string, moment: string | undefined): string =>
  moment ? `${label} ${dayjs(moment).format(shownFormat)}` : label;

/** The moment that the clocks here show so. */
export const momentOf = (clock: string | null): string | null =>
  clock ? dayjs(clock, clockFormat).toISOString() : null;

/** The filters in an address. What cannot be one is left out, so that an old address still shows something. */
export function readFilters(query: URLSearchParams): WebhookFilters {
  const event = query.get('event');
  const userOpenId = query.get('account');
  const status = query.get('status');
  const from = readMoment(query.get('from'));
  const to = readMoment(query.get('to'));
  return {
    ...(event && { event }),
    ...(userOpenId && { userOpenId }),
    ...(status && status in webhookStates && { status: status as WebhookStatus }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

function readMoment(text: string | null): string | null {
  const moment = dayjs(text ?? '');
  return text && moment.isValid() ? moment.toISOString() : null;
}

import type { Publication, PublicationStatus } from '../../api/posts.ts';

interface StateEntry {
  key: string;
  at: string;
  isState: true;
  status: PublicationStatus;
}

interface AttemptEntry {
  key: string;
  at: string;
  isState: false;
  title: string;
  hasFailed: boolean;
  durationMs: number | null;
  code: string | null;
  message: string | null;
  logId: string | null;
}

export type TimelineEntry = StateEntry | AttemptEntry;

const steps: Record<string, string> = {
  accept: 'Accepted',
  init: 'Asked TikTok to take it',
  upload: 'Sent the file',
  status: 'Asked TikTok how it stands',
  webhook: 'TikTok told it by webhook',
};

const outcomes: Record<string, string> = {
  ok: '',
  waits: ': not settled yet',
  retry: ': tried again',
  failed: ': failed',
  restart: ': begins anew',
};

/** States and tries of a publication in the order in which they began; a state comes before the tries that it begins. */
export function timelineOf({
  history,
  attempts,
}: Pick<Publication, 'history' | 'attempts'>): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...history.map(({ status, at }, index) => ({
      key: `state ${index}`,
      at,
      isState: true as const,
      status,
    })),
    ...attempts.map(({ step, startedAt, endedAt, outcome, code, message, logId }, index) => ({
      key: `attempt ${index}`,
      at: startedAt,
      isState: false as const,
      title: `${steps[step] ?? step}${outcomes[outcome ?? 'ok'] ?? ''}`,
      hasFailed: outcome === 'failed' || outcome === 'retry',
      durationMs: endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null,
      ...{ code, message, logId },
    })),
  ];
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(b.isState) - Number(a.isState));
}

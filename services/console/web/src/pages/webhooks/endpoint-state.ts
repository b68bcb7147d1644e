import type { Endpoint } from '../../api/endpoints.ts';
import { absoluteTime } from '../../components/moment.tsx';

export interface EndpointState {
  label: string;
  color: string;
  /** Why it is so, and how to go on; null if all is well. */
  notice: { title: string; text: string } | null;
}

type Told = Pick<Endpoint, 'status' | 'disabledReason' | 'disabledAt' | 'failingSince' | 'pausedUntil'>;

/** How an endpoint is, in words. */
export function endpointState(endpoint: Told, now: number): EndpointState {
  const { status, failingSince, pausedUntil } = endpoint;
  if (status === 'disabled') return { label: 'Switched off', ...offNotice(endpoint) };
  if (pausedUntil && Date.parse(pausedUntil) > now) {
    return {
      label: 'Asked for a pause',
      color: 'orange',
      notice: {
        title: 'It asked to be left alone for a while',
        text: `It answered with 429 or 503 and a Retry-After. Nothing is sent before ${absoluteTime(pausedUntil)}; then it goes on by itself.`,
      },
    };
  }
  if (failingSince) {
    return {
      label: 'Failing',
      color: 'orange',
      notice: {
        title: `It has taken nothing since ${absoluteTime(failingSince)}`,
        text: 'What failed is tried again by itself. If it takes nothing for 27 h 35 min, it is switched off. The deliveries below say what it answers.',
      },
    };
  }
  return { label: 'On', color: 'green', notice: null };
}

const goOn =
  'Put the receiver right, send a test, and switch it on: what waited is sent at once. What came while it was off is not sent; it is in the analytics and in GET /api/crm/posts.';

function offNotice({ disabledReason, disabledAt }: Told): Omit<EndpointState, 'label'> {
  const at = disabledAt ? absoluteTime(disabledAt) : 'an unknown time';
  if (disabledReason === 'gone') {
    return {
      color: 'red',
      notice: {
        title: `Postbus switched it off on ${at}: it answered 410 Gone`,
        text: `By that a receiver says that it wants no more events. ${goOn}`,
      },
    };
  }
  if (disabledReason === 'failing') {
    return {
      color: 'red',
      notice: {
        title: `Postbus switched it off on ${at}: it had taken nothing for 27 h 35 min`,
        text: `That is as long as a delivery is tried. ${goOn}`,
      },
    };
  }
  return {
    color: 'gray',
    notice: {
      title: `Somebody switched it off on ${at}`,
      text: 'Nothing is sent. Switch it on to go on: what waited is sent at once, what came meanwhile is not.',
    },
  };
}

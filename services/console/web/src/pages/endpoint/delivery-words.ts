import type { Attempt, Delivery, DeliveryStatus } from '../../api/endpoints.ts';

interface Appearance {
  label: string;
  color: string;
  meaning: string;
}

/** How each state of a delivery is shown. */
export const deliveryStates: Record<DeliveryStatus, Appearance> = {
  pending: { label: 'Waits', color: 'orange', meaning: 'It is sent when its time has come.' },
  sending: { label: 'On its way', color: 'blue', meaning: 'It is being sent just now.' },
  succeeded: { label: 'Taken', color: 'green', meaning: 'The endpoint answered with 2xx.' },
  failed: { label: 'Given up', color: 'red', meaning: 'It is not tried again by itself.' },
};

const advice: Record<string, string> = {
  redirect_not_followed: 'Redirects are not followed: change the address to where it leads.',
  timeout: 'Let the receiver answer first and work afterwards: it has 20 s.',
  address_refused: 'It leads to a private network. Give a public address.',
  connection_failed: 'Make sure that the receiver runs, and that its name and certificate are right.',
};

const adviceByStatus: Record<number, string> = {
  401: 'The receiver wants credentials that Postbus does not have: let it verify the signature instead.',
  403: 'The receiver wants credentials that Postbus does not have: let it verify the signature instead.',
  404: 'There is nothing at this address: look at its path.',
  405: 'The receiver does not take POST at this address.',
  410: 'By this a receiver says that it wants no more events.',
  429: 'The receiver asks for fewer requests.',
};

/** The event of a delivery: its type, and of a post the state that it tells. */
export function eventOf({ eventType, request }: Pick<Delivery, 'eventType' | 'request'>): string {
  const { data } = JSON.parse(request.body) as { data?: { status?: unknown } };
  return eventType === 'post.status' && typeof data?.status === 'string'
    ? `${eventType}: ${data.status}`
    : eventType;
}

/** What came of a try, in a few words. */
export function outcomeOf({ statusCode, latencyMs, error }: Attempt): string {
  if (latencyMs === null) return 'No answer known';
  if (statusCode !== null) return `${statusCode} in ${latencyMs} ms`;
  const words = error?.message ?? 'no answer';
  return `${words[0]?.toUpperCase()}${words.slice(1)}, after ${latencyMs} ms`;
}

/** What to do about a try that failed; null where the answer says it all. */
export function adviceFor({ statusCode, error }: Attempt): string | null {
  if (error === null) return null;
  if (statusCode !== null && statusCode >= 500)
    return 'Something went wrong in the receiver: look at its log.';
  return adviceByStatus[statusCode ?? 0] ?? advice[error.code] ?? null;
}

/** How far a delivery has come: `2 tries · 500 in 12 ms`. */
export function summaryOf({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (!last) return 'Not tried yet';
  const count = attempts.length === 1 ? 'One try' : `${attempts.length} tries`;
  return `${count} · ${outcomeOf(last)}`;
}

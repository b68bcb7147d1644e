import type { DeadLetterFilters, DeadLetterState } from '../../api/dead-letters.ts';

interface Appearance {
  label: string;
  color: string;
  meaning: string;
}

/** What was done about a dead letter. */
export const deadLetterStates: Record<DeadLetterState, Appearance> = {
  open: { label: 'Open', color: 'red', meaning: 'It waits for somebody to replay or discard it.' },
  replayed: {
    label: 'Replayed',
    color: 'green',
    meaning: 'The service got it again. If it failed again, that is an entry of its own.',
  },
  discarded: { label: 'Discarded', color: 'gray', meaning: 'Somebody has said that nothing is to be done.' },
};

/** The consumer in an address, `crm-sync/posts`, or all of a service, `crm-sync`; and the state. */
export function readFilters(query: URLSearchParams): DeadLetterFilters {
  const [service, consumer] = (query.get('consumer') ?? '').split('/');
  const state = query.get('state') ?? 'open';
  return {
    ...(service && { service }),
    ...(consumer && { consumer }),
    ...(state in deadLetterStates && { state: state as DeadLetterState }),
  };
}

/** What can be chosen: each service as a whole, and each of its consumers. */
export const consumerOptions = (known: readonly { service: string; consumers: readonly string[] }[]) =>
  known
    .filter(({ consumers }) => consumers.length > 0)
    .map(({ service, consumers }) => ({
      group: service,
      items: [
        { value: service, label: `All of ${service}` },
        ...consumers.map((consumer) => ({
          value: `${service}/${consumer}`,
          label: `${service} ${consumer}`,
        })),
      ],
    }));

/** A message as it is best read: JSON in lines, anything else as it came. */
export function isJson(payload: string): boolean {
  try {
    return typeof JSON.parse(payload) === 'object';
  } catch {
    return false;
  }
}

import { eventFilterUnknown } from '../../errors.ts';
import { knownTopics, type TopicPattern } from './known-topics.ts';

/** What a filter is compared with. */
export interface Filtered {
  /** `post.status` */
  type: string;
  /** `post.status.tiktok.published` */
  topic: string;
}

const wellFormed = /^(>|([a-z0-9_-]+|\*)(\.([a-z0-9_-]+|\*))*(\.>)?)$/;

/**
 * Whether one of the filters fits the event's type or topic. As in NATS `*` stands for one token, and `>` at the end for
 * one or more: `post.status`, `post.*`, `post.status.*.published`, `account.>`, `>`.
 */
export const matchesAny = (filters: readonly string[], { type, topic }: Filtered): boolean =>
  filters.some((filter) => fits(filter, exactly(type)) || fits(filter, exactly(topic)));

/** Raises `event_filter_unknown` for filters that no event of this version can ever fit, and names them. */
export function checkFilters(filters: readonly string[]): void {
  const unknown = filters.filter(
    (filter) => !wellFormed.test(filter) || !knownTopics.some((topic) => fits(filter, topic)),
  );
  if (unknown.length === 0) return;
  throw eventFilterUnknown({ details: { unknown, known: knownTopics.map(describe) } });
}

function fits(filter: string, topic: TopicPattern): boolean {
  const tokens = filter.split('.');
  for (const [index, token] of tokens.entries()) {
    const choices = topic[index];
    if (choices === undefined) return false;
    if (token === '>') return true;
    if (token !== '*' && choices !== null && !choices.includes(token)) return false;
  }
  return tokens.length === topic.length;
}

const exactly = (text: string): TopicPattern => text.split('.').map((token) => [token]);

const describe = (topic: TopicPattern): string =>
  topic.map((choices) => (choices === null ? '*' : choices.join('|'))).join('.');

import { assert, constantFrom, integer, option, property, record, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { externalIdOf, type WebhookIdentity } from './external-id.ts';

// Short strings of characters that a careless encoding would use as separators, so that near misses are common.
const text = string({ unit: constantFrom('a', '.', ',', '"', '\\', '\n', '\0', '|'), maxLength: 4 });
const identity = record({
  clientKey: text,
  event: text,
  createTime: integer({ min: 0, max: 3 }),
  userOpenId: option(text, { nil: null }),
  content: text,
});
const parts = (webhook: WebhookIdentity) => [
  webhook.clientKey,
  webhook.event,
  webhook.createTime,
  webhook.userOpenId,
  webhook.content,
];

describe('the external id of a webhook', () => {
  test('is the same exactly when all five parts are the same', () =>
    assert(
      property(tuple(identity, identity), ([one, other]) => {
        const same = parts(one).every((part, index) => part === parts(other)[index]);
        expect(externalIdOf(one) === externalIdOf(other)).toBe(same);
        expect(externalIdOf(one)).toBe(externalIdOf({ ...one }));
      }),
      { numRuns: 2_000 },
    ));

  test('does not move a character from one part into the next', () => {
    const base = { createTime: 1, userOpenId: null, content: '' };
    expect(externalIdOf({ ...base, clientKey: 'ab', event: 'c' })).not.toBe(
      externalIdOf({ ...base, clientKey: 'a', event: 'bc' }),
    );
  });

  test('tells an absent user from an empty one', () => {
    const base = { clientKey: 'a', event: 'b', createTime: 1, content: '' };
    expect(externalIdOf({ ...base, userOpenId: null })).not.toBe(externalIdOf({ ...base, userOpenId: '' }));
  });

  test('stays what it is: rows that were stored long ago are recognised', () => {
    const webhook = {
      clientKey: 'k',
      event: 'post.publish.complete',
      createTime: 1,
      userOpenId: 'u',
      content: '{}',
    };
    expect(externalIdOf(webhook)).toBe('0f3f46ca86c28794d4ecbcae2db4645f844aa24ae0dd7eddd28b9717c4788c69');
  });
});

import { dispositionOfFailReason } from '@postbus/tiktok';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFact, type PlatformFact, type TaskState } from './state.ts';

const uploaded: TaskState = {
  status: 'processing',
  totalBytes: 100,
  confirmedBytes: 100,
  platformPostIds: [],
  visibility: {},
  failure: null,
  restarts: 0,
};
const uploading: TaskState = { ...uploaded, status: 'uploading', confirmedBytes: 40 };
const withoutVerdict: TaskState = { ...uploaded, status: 'unconfirmed' };

const failed = (reason: string): PlatformFact => ({
  kind: 'failed',
  reason,
  disposition: dispositionOfFailReason(reason),
});
const published: PlatformFact = { kind: 'published', postIds: [] };

function after(start: TaskState, facts: readonly PlatformFact[]): TaskState {
  const state = { ...start };
  for (const fact of facts) {
    const { restart, ...change } = applyFact(state, fact) ?? {};
    Object.assign(state, change);
  }
  return state;
}

const postIds = fc.uniqueArray(fc.constantFrom('7600000000000000101', '7600000000000000102'), {
  minLength: 1,
});
const fact = fc.oneof(
  fc.record({ kind: fc.constant('processing' as const), uploadedBytes: fc.constantFrom(null, 40, 100) }),
  fc.constant<PlatformFact>({ kind: 'inbox_delivered' }),
  fc.record({ kind: fc.constant('published' as const), postIds: fc.oneof(fc.constant([]), postIds) }),
  fc.record({
    kind: fc.constant('visibility' as const),
    postId: fc.constantFrom('7600000000000000101', '7600000000000000102'),
    isPublic: fc.boolean(),
    at: fc.constantFrom(1, 2, 3),
  }),
  // A task fails for one reason. This one is never a ground to begin anew.
  fc.constant(failed('auth_removed')),
);
const inTwoOrders = fc.array(fact, { minLength: 1, maxLength: 6 }).chain((facts) =>
  fc.tuple(
    fc.shuffledSubarray(facts, { minLength: facts.length }),
    fc
      .array(fc.constantFrom(...facts), { maxLength: 6 })
      .chain((again) =>
        fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length }),
      ),
  ),
);

test.each([
  ['uploading', uploading],
  ['processing', uploaded],
  ['unconfirmed', withoutVerdict],
])('what TikTok says ends in the same state in any order and however often, from %s', (_, start) => {
  fc.assert(
    fc.property(inTwoOrders, ([once, shuffledAndRepeated]) => {
      const end = after(start, once);
      const other = after(start, shuffledAndRepeated);
      // Bytes are only counted until the verdict; afterwards they say nothing.
      expect({ ...other, confirmedBytes: 0 }).toEqual({ ...end, confirmedBytes: 0 });
    }),
    { numRuns: 2000 },
  );
});

const order = ['uploading', 'processing', 'unconfirmed', 'inbox_delivered', 'failed', 'out'];
const isOut = (status: string) => status === 'published' || status === 'removed';

test('no fact ever moves a publication back', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 12 }), (facts) => {
      const seen = facts.map((_, index) => after(uploading, facts.slice(0, index + 1)));
      const ranks = seen.map(({ status }) => order.indexOf(isOut(status) ? 'out' : status));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
    { numRuns: 2000 },
  );
});

test('a published post stays published whatever is said later', () => {
  const state = after(uploaded, [published]);
  expect(applyFact(state, failed('spam_risk'))).toBeNull();
  expect(applyFact(state, { kind: 'inbox_delivered' })).toBeNull();
  expect(applyFact(state, published)).toBeNull();
});

test('a post id that comes later is one more change of a published post', () => {
  const state = after(uploaded, [published]);
  const change = applyFact(state, { kind: 'published', postIds: ['7600000000000000101'] });
  expect(change).toMatchObject({ status: 'published', platformPostIds: ['7600000000000000101'] });
});

const seen = (isPublic: boolean, at: number, postId = '7600000000000000101'): PlatformFact => ({
  ...{ kind: 'visibility', postId, isPublic, at },
});

test('a post that is no longer public is removed, and published again when it is', () => {
  const shown = after(uploaded, [seen(true, 100)]);
  expect(shown.status).toBe('published');
  const removed = after(shown, [seen(false, 200)]);
  expect(removed).toMatchObject({ status: 'removed', platformPostIds: ['7600000000000000101'] });
  expect(after(removed, [seen(true, 100)]).status).toBe('removed');
  expect(after(removed, [published]).status).toBe('removed');
  expect(after(removed, [seen(true, 300)]).status).toBe('published');
});

test('a draft with several posts is removed when the last of them is', () => {
  const both = after(uploaded, [seen(true, 1), seen(true, 1, '7600000000000000102')]);
  const one = after(both, [seen(false, 2)]);
  expect(one.status).toBe('published');
  expect(after(one, [seen(false, 2, '7600000000000000102')]).status).toBe('removed');
});

test('a draft that its creator posts becomes published', () => {
  const state = after(uploaded, [{ kind: 'inbox_delivered' }]);
  expect(after(state, [published]).status).toBe('published');
});

test('an upload whose answer was lost counts as complete when the status has all bytes', () => {
  expect(after(uploading, [{ kind: 'processing', uploadedBytes: 100 }])).toMatchObject({
    status: 'processing',
    confirmedBytes: 100,
  });
});

test('a task that TikTok ended before all bytes were there is begun anew, three times at most', () => {
  expect(applyFact(uploading, failed('internal'))).toMatchObject({ restart: true, status: 'queued' });
  expect(applyFact({ ...uploading, restarts: 3 }, failed('internal'))).toMatchObject({ status: 'failed' });
});

test('a task that failed with all bytes there is never begun anew', () => {
  expect(applyFact(uploaded, failed('internal'))).toMatchObject({
    status: 'failed',
    failure: { code: 'internal', retryable: true },
  });
});

test('a verdict that comes after 72 hours without one still counts', () => {
  const waiting: TaskState = {
    ...withoutVerdict,
    failure: { code: 'no_verdict', message: '', logId: null, retryable: false },
  };
  expect(after(waiting, [published])).toMatchObject({ status: 'published', failure: null });
});

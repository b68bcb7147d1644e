import { expect, test } from 'vitest';
import { checkFilters, matchesAny } from './event-filter.ts';

const published = { type: 'post.status', topic: 'post.status.tiktok.published' };

test.each(['>', 'post.>', 'post.status', 'post.*', '*.status', 'post.status.>', 'post.status.*.published'])(
  '%s fits a published post',
  (filter) => {
    checkFilters([filter]);
    expect(matchesAny([filter], published)).toBe(true);
  },
);

test.each(['post', '*', 'post.quota', 'account.>', 'post.status.tiktok.failed', 'post.status.*', 'crm.>'])(
  '%s does not fit a published post',
  (filter) => expect(matchesAny([filter], published)).toBe(false),
);

test('one filter that fits is enough', () => {
  expect(matchesAny(['account.>', 'post.status'], published)).toBe(true);
  expect(matchesAny([], published)).toBe(false);
});

test.each([
  'post.status.tiktok.publishd',
  'posts.>',
  'webhook.>',
  'dead.>',
  'post',
  'post..status',
  '>.status',
  'post.st*',
  'POST.status',
  'post.>.tiktok',
  '',
])('the filter %j fits nothing that there is and is refused', (filter) => {
  expect(() => checkFilters(['post.status', filter])).toThrow(
    expect.objectContaining({
      code: 'event_filter_unknown',
      statusCode: 400,
      details: expect.objectContaining({ unknown: [filter] }),
    }),
  );
});

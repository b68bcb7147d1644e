import { expect, test } from 'vitest';
import { nextStep } from './next-steps.ts';

test('a filter that nothing fits is named, so that it can be found among the others', () => {
  const details = { unknown: ['post.stats', 'x'], known: ['post.status'] };
  expect(nextStep({ code: 'event_filter_unknown', details })).toContain('“post.stats”, “x”');
});

test('a field that was refused is named with its reason', () => {
  const details = [{ path: 'body/url', problem: 'must not have more than 2048 characters' }];
  expect(nextStep({ code: 'validation_failed', details })).toBe(
    'url must not have more than 2048 characters',
  );
});

test('an error whose own words say it all gets no more words', () => {
  expect(nextStep({ code: 'delivery_under_way', details: undefined })).toBeNull();
});

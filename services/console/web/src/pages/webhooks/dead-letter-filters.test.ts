import { expect, test } from 'vitest';
import { consumerOptions, isJson, readFilters } from './dead-letter-filters.ts';

test('an address without filters shows what waits for a person', () => {
  expect(readFilters(new URLSearchParams())).toEqual({ state: 'open' });
  expect(readFilters(new URLSearchParams('state=all'))).toEqual({});
});

test('a consumer is named with its service, and a service alone means all of its consumers', () => {
  expect(readFilters(new URLSearchParams('state=replayed&consumer=crm-sync/outbound-posts'))).toEqual({
    service: 'crm-sync',
    consumer: 'outbound-posts',
    state: 'replayed',
  });
  expect(readFilters(new URLSearchParams('state=all&consumer=uploader'))).toEqual({ service: 'uploader' });
});

test('what can be chosen leads to the filters that it names', () => {
  const [group] = consumerOptions([
    { service: 'crm-sync', consumers: ['posts'] },
    { service: 'console', consumers: [] },
  ]);
  expect(group).toEqual({
    group: 'crm-sync',
    items: [
      { value: 'crm-sync', label: 'All of crm-sync' },
      { value: 'crm-sync/posts', label: 'crm-sync posts' },
    ],
  });
});

test('only JSON is shown in lines', () => {
  expect(['{"a":1}', '[1]', 'no JSON', '{'].map(isJson)).toEqual([true, true, false, false]);
});

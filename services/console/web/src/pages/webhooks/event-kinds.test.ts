import { catalogue, postStatus } from '@postbus/contracts';
import { describe, expect, test } from 'vitest';
import {
  chosenFilters,
  describeFilters,
  eventKinds,
  fits,
  suggestedFilters,
  unknownFilters,
} from './event-kinds.ts';

const outbound = catalogue.filter(({ stream }) => ['ACCOUNTS', 'POSTS', 'CRM'].includes(stream));

describe('the events that an endpoint can get', () => {
  test('are those of the catalogue', () => {
    expect(eventKinds.map(({ type }) => type).toSorted()).toEqual(
      outbound.map(({ type }) => type).toSorted(),
    );
  });

  test('of a post have every state that a post can have', () => {
    const states = postStatus.data.properties.status.anyOf.map(({ const: state }) => `tiktok.${state}`);
    expect(eventKinds.find(({ type }) => type === 'post.status')?.variants.toSorted()).toEqual(
      states.toSorted(),
    );
  });
});

test.each([
  ['post.status', 'post.status', true],
  ['post.status', 'post.status.tiktok.failed', false],
  ['post.status.*.failed', 'post.status.tiktok.failed', true],
  ['post.status.>', 'post.status', false],
  ['post.>', 'post.status', true],
  ['>', 'post.status', true],
  ['post.>.failed', 'post.status.failed', false],
])('the filter %s and the topic %s: %s', (filter, topic, isFitting) => {
  expect(fits(filter, topic)).toBe(isFitting);
});

test('filters are told as what comes through them', () => {
  expect(
    describeFilters(['post.status.*.published', 'post.status.*.failed', 'crm.endpoint.disabled']),
  ).toEqual(['State of a post: published, failed', 'Endpoint switched off']);
  expect(describeFilters(['post.status.>'])).toEqual(['State of a post']);
  expect(describeFilters(['>'])).toHaveLength(eventKinds.length);
});

test('a filter that is added to everything stands for what is wanted, and everything takes the place of all', () => {
  expect(chosenFilters(['>'], ['>', ' post.status'])).toEqual(['post.status']);
  expect(chosenFilters(['post.status', 'post.quota'], ['post.status', 'post.quota', '>'])).toEqual(['>']);
  expect(chosenFilters(['post.status', 'post.quota'], ['post.quota'])).toEqual(['post.quota']);
});

test('a filter that nothing fits is found, and none that is suggested is one', () => {
  expect(unknownFilters(['post.stats', 'account.>'])).toEqual(['post.stats']);
  expect(unknownFilters(suggestedFilters.map(({ value }) => value))).toEqual([]);
});

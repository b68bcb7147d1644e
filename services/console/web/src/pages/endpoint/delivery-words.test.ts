import { expect, test } from 'vitest';
import { adviceFor, eventOf, outcomeOf, summaryOf } from './delivery-words.ts';

const attempt = {
  number: 1,
  url: 'https://crm.example.com',
  startedAt: '2026-11-21T10:00:00.000Z',
  latencyMs: 12,
  statusCode: 200,
  responseBody: '',
  error: null,
};
const failed = {
  ...attempt,
  statusCode: 500,
  error: { code: 'unexpected_status', message: 'the endpoint answered' },
};
const unreached = {
  ...attempt,
  statusCode: null,
  error: { code: 'connection_failed', message: 'the endpoint could not be reached: ECONNREFUSED' },
};

test('a try is told by its answer and its latency, and one without an answer by the reason', () => {
  expect(outcomeOf(attempt)).toBe('200 in 12 ms');
  expect(outcomeOf(unreached)).toBe('The endpoint could not be reached: ECONNREFUSED, after 12 ms');
  expect(outcomeOf({ ...attempt, latencyMs: null, statusCode: null })).toBe('No answer known');
});

test('what failed comes with what to do about it', () => {
  expect(adviceFor(attempt)).toBeNull();
  expect(adviceFor(unreached)).toContain('runs');
  expect(adviceFor({ ...failed, statusCode: 404 })).toContain('path');
});

test('an event about a post is told with its state', () => {
  const request = { webhookId: 'x', body: '{"data":{"status":"published"}}' };
  expect(eventOf({ eventType: 'post.status', request })).toBe('post.status: published');
  expect(eventOf({ eventType: 'crm.post.updated', request })).toBe('crm.post.updated');
});

test('a delivery is told by how often it was tried and by the last try', () => {
  const delivery = { attempts: [failed, attempt] } as Parameters<typeof summaryOf>[0];
  expect(summaryOf(delivery)).toBe('2 tries · 200 in 12 ms');
  expect(summaryOf({ ...delivery, attempts: [] })).toBe('Not tried yet');
});

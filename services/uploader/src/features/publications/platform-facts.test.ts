import { parseWebhookContent } from '@postbus/tiktok';
import { expect, test } from 'vitest';
import { factOfStatus, factOfWebhook } from './platform-facts.ts';

const status = (name: string, more: object = {}) => ({
  status: name,
  failReason: null,
  postIds: [],
  uploadedBytes: null,
  downloadedBytes: null,
  ...more,
});

test.each([
  ['PROCESSING_UPLOAD', {}, { kind: 'processing', uploadedBytes: null }],
  ['PROCESSING_UPLOAD', { uploadedBytes: 40 }, { kind: 'processing', uploadedBytes: 40 }],
  ['SEND_TO_USER_INBOX', {}, { kind: 'inbox_delivered' }],
  ['PUBLISH_COMPLETE', {}, { kind: 'published', postIds: [] }],
  ['PUBLISH_COMPLETE', { postIds: ['7600000000000000101'] }, { postIds: ['7600000000000000101'] }],
  ['FAILED', { failReason: 'spam_risk' }, { kind: 'failed', reason: 'spam_risk', disposition: 'final' }],
  ['FAILED', { failReason: 'internal' }, { kind: 'failed', disposition: 'retryNow' }],
  ['FAILED', {}, { kind: 'failed', reason: 'unknown', disposition: 'final' }],
  ['A_STATUS_OF_TOMORROW', {}, { kind: 'processing' }],
])('the status %s %j says what it says', (name, more, fact) => {
  expect(factOfStatus(status(name, more), 100)).toMatchObject(fact);
});

test.each([
  ['post.publish.complete', {}, { kind: 'published', postIds: [] }],
  ['post.publish.inbox_delivered', {}, { kind: 'inbox_delivered' }],
  ['post.publish.failed', { reason: 'auth_removed' }, { kind: 'failed', reason: 'auth_removed' }],
  [
    'post.publish.publicly_available',
    { post_id: '7600000000000000101' },
    { kind: 'visibility', postId: '7600000000000000101', isPublic: true, at: 1791500060 },
  ],
  [
    'post.publish.publicaly_available',
    { post_id: '7600000000000000101' },
    { kind: 'visibility', postId: '7600000000000000101', isPublic: true, at: 1791500060 },
  ],
  [
    'post.publish.no_longer_publicaly_available',
    { post_id: '7600000000000000101' },
    { kind: 'visibility', postId: '7600000000000000101', isPublic: false, at: 1791500060 },
  ],
])('the webhook %s is about its publish task', (event, more, fact) => {
  const content = parseWebhookContent(event, JSON.stringify({ publish_id: 'v_pub_file~v2-1.1', ...more }));
  expect(factOfWebhook(content, 1791500060)).toMatchObject({ publishId: 'v_pub_file~v2-1.1', fact });
});

test('an id of 64 bits that came as a bare number is not rounded', () => {
  const content = parseWebhookContent(
    'post.publish.publicly_available',
    '{"publish_id":"v_pub_file~v2-1.1","post_id":7600000000000000101}',
  );
  expect(factOfWebhook(content, 1791500060)?.fact).toMatchObject({ postId: '7600000000000000101' });
});

test('a webhook about something else says nothing', () => {
  expect(factOfWebhook(parseWebhookContent('authorization.removed', '{"reason":1}'), 1)).toBeUndefined();
  expect(factOfWebhook(parseWebhookContent('post.publish.tomorrow', '{}'), 1)).toBeUndefined();
});

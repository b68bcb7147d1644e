import { describe, expect, test } from 'vitest';
import { parseWebhookContent } from './parse-content.ts';
import { parseWebhook } from './parse-webhook.ts';

const envelope = {
  client_key: 'awdemo0000000001',
  event: 'post.publish.publicly_available',
  create_time: 1791500060,
  user_openid: '-000DemoOpenId_1',
  content:
    '{"publish_id":"v_pub_file~v2-1.7600000000000000001","publish_type":"DIRECT_PUBLISH","post_id":"7600000000000000101"}',
};
const parse = (changes: object) => parseWebhook(Buffer.from(JSON.stringify({ ...envelope, ...changes })));

describe('the envelope of a webhook', () => {
  test('is read by its documented names', () => {
    expect(parse({})).toEqual({
      clientKey: 'awdemo0000000001',
      event: 'post.publish.publicly_available',
      createTime: 1791500060,
      userOpenId: '-000DemoOpenId_1',
      content: envelope.content,
      fields: envelope,
    });
  });

  test('keeps events and fields that are not known, and every digit of their numbers', () => {
    const text = JSON.stringify({ ...envelope, event: 'post.deleted.v9' }).replace(
      '{',
      '{"trace_id":7600000000000000101,',
    );
    expect(parseWebhook(Buffer.from(text))).toMatchObject({
      event: 'post.deleted.v9',
      fields: { trace_id: '7600000000000000101' },
    });
  });

  test('may lack the user', () => {
    expect(parse({ user_openid: undefined }).userOpenId).toBeNull();
  });

  test.each([
    ['client_key', { client_key: '' }],
    ['event', { event: 7 }],
    ['create_time', { create_time: '1791500060' }],
    ['content', { content: { publish_id: 'private-value' } }],
  ])('is malformed with a wrong %s, and the error shows no value', (name, change) => {
    expect(() => parse(change)).toThrow(
      expect.objectContaining({ code: 'webhook_malformed', message: expect.stringContaining(name) }),
    );
    expect(() => parse(change)).not.toThrow('private-value');
  });

  test.each(['', '[]', 'null', '"x"', '{"client_key":'])('is malformed: %j', (text) => {
    expect(() => parseWebhook(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'webhook_malformed' }),
    );
  });
});

describe('the content of a webhook', () => {
  const publish = '"publish_id":"v_pub_file~v2-1.7600000000000000001","publish_type":"DIRECT_PUBLISH"';
  const published = { publishId: 'v_pub_file~v2-1.7600000000000000001', publishType: 'DIRECT_PUBLISH' };

  test.each([
    ['post.publish.complete', `{${publish}}`, published],
    ['post.publish.inbox_delivered', `{${publish}}`, published],
    [
      'post.publish.failed',
      `{${publish},"reason":"video_pull_failed"}`,
      { ...published, reason: 'video_pull_failed' },
    ],
    ['authorization.removed', '{"reason": 1 }', { reason: 'user_disconnected' }],
    ['authorization.removed', '{"reason": 5 }', { reason: 'developer_revoked' }],
    ['authorization.removed', '{"reason": 99 }', { reason: 'unknown' }],
    ['authorization.removed', '{}', { reason: 'unknown' }],
    ['video.upload.failed', '{"share_id":"video.upload.1"}', { shareId: 'video.upload.1' }],
    ['video.publish.completed', '{"share_id":"video.upload.1"}', { shareId: 'video.upload.1' }],
    [
      'portability.download.ready',
      '{"request_id":7600000000000000101}',
      { requestId: '7600000000000000101' },
    ],
  ])('%s: %s', (event, content, expected) => {
    expect(parseWebhookContent(event, content)).toMatchObject({ event, ...expected });
  });

  test.each([
    ['post.publish.publicly_available', 'post.publish.publicly_available'],
    ['post.publish.publicaly_available', 'post.publish.publicly_available'],
    ['post.publish.no_longer_publicaly_available', 'post.publish.no_longer_publicly_available'],
    ['post.publish.no_longer_publicly_available', 'post.publish.no_longer_publicly_available'],
  ])('%s is read in every spelling, with the post id as text or as a number', (event, name) => {
    for (const postId of ['"7600000000000000101"', '7600000000000000101']) {
      expect(parseWebhookContent(event, `{${publish},"post_id":${postId}}`)).toMatchObject({
        ...published,
        event: name,
        postId: '7600000000000000101',
      });
    }
  });

  test('keeps what is not known', () => {
    expect(parseWebhookContent('post.deleted.v9', '{"post_id":7600000000000000101}')).toEqual({
      event: 'unknown',
      fields: { post_id: '7600000000000000101' },
    });
    expect(parseWebhookContent('post.publish.complete', `{${publish},"added":1}`).fields).toMatchObject({
      added: 1,
    });
  });

  test.each([
    ['post.publish.complete', '{}', 'publish_id'],
    ['post.publish.publicly_available', `{${publish}}`, 'post_id'],
    ['post.publish.complete', '[]', 'no JSON object'],
    ['post.publish.complete', 'private-value', 'not JSON'],
  ])('is malformed: %s %s', (event, content, problem) => {
    expect(() => parseWebhookContent(event, content)).toThrow(
      expect.objectContaining({ code: 'webhook_malformed', message: expect.stringContaining(problem) }),
    );
    expect(() => parseWebhookContent(event, content)).not.toThrow('private-value');
  });
});

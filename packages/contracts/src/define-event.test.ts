import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { InvalidEventError } from './define-event.ts';
import { type PostStatusData, postStatus } from './events/post-status.ts';
import { webhookReceived } from './events/webhook-received.ts';

const data = (changes: Partial<PostStatusData> = {}): PostStatusData => ({
  publicationId: uuidv7(),
  postId: uuidv7(),
  accountId: uuidv7(),
  platform: 'tiktok',
  mode: 'direct',
  status: 'published',
  previousStatus: 'processing',
  version: 5,
  publishId: 'v_pub_file~v2-1.7600000000000000001',
  platformPostIds: ['7600000000000000101'],
  caption: 'Crust test #bread',
  mediaId: uuidv7(),
  failure: null,
  scheduledAt: null,
  publishedAt: '2026-10-09T08:18:00.000Z',
  occurredAt: '2026-10-09T08:18:00.000Z',
  ...changes,
});

const input = { subject: uuidv7(), workspaceId: uuidv7(), correlationId: 'c-1' };

describe('an event definition', () => {
  test('makes a complete CloudEvents envelope with a sortable id', () => {
    const time = new Date('2026-10-09T08:18:01.000Z');
    const { event } = postStatus.create({ ...input, data: data(), time });
    expect(event).toMatchObject({
      specversion: '1.0',
      source: '/uploader',
      type: 'post.status',
      subject: input.subject,
      time: '2026-10-09T08:18:01.000Z',
      datacontenttype: 'application/json',
      workspaceid: input.workspaceId,
      correlationid: 'c-1',
    });
    expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test('addresses the event so that a team can subscribe to one status of one workspace', () => {
    const { subject } = postStatus.create({ ...input, data: data() });
    expect(subject).toBe(`post.status.tiktok.published.${input.workspaceId}`);
  });

  test('names a wrong field by its path and never shows its value', () => {
    const wrong = data({ platformPostIds: ['private-value'] });
    const create = () => postStatus.create({ ...input, data: wrong });
    expect(create).toThrow(InvalidEventError);
    expect(create).toThrow('/data/platformPostIds/0');
    expect(create).not.toThrow('private-value');
  });

  test('keeps fields that it does not know when it reads an event', () => {
    const { event } = postStatus.create({ ...input, data: data() });
    const newer = { ...event, dataschema: 'x', data: { ...event.data, addedLater: 1 } };
    expect(postStatus.parse(JSON.parse(JSON.stringify(newer)))).toEqual(newer);
  });

  test.each(['post.publish.*', 'a>b', 'a b', '', '.a', 'a.'])(
    'refuses a platform event name that is no NATS subject: %j',
    (name) => {
      const webhook = {
        webhookEventId: uuidv7(),
        platform: 'tiktok' as const,
        clientKey: 'awdemo',
        event: name,
        createTime: 1_791_500_000,
        userOpenId: null,
        content: '{}',
        receivedAt: '2026-10-09T08:18:00.000Z',
      };
      expect(() => webhookReceived.create({ ...input, data: webhook })).toThrow('/data/event');
    },
  );
});

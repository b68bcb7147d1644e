import { type AccountData, accountConnected, type PostStatusData, postStatus } from '@postbus/contracts';
import { v7 as uuidv7 } from 'uuid';

/** The time of version `version` of anything that the tests make. */
export const timeOfVersion = (version: number): Date => new Date(Date.UTC(2026, 0, 1) + version * 60_000);

/** An `account.connected` event with a whole account, changed where told. */
export const accountEvent = (workspaceId: string, changes: Partial<AccountData> = {}) => {
  const data: AccountData = {
    accountId: uuidv7(),
    platform: 'tiktok',
    userId: 'user-1',
    openId: '-000DemoOpenId_1',
    displayName: 'Demo Baker',
    username: 'demobaker',
    avatarUrl: 'https://cdn.example/avatar.jpeg',
    grantedScopes: ['user.info.basic', 'video.publish'],
    status: 'active',
    version: 1,
    connectedAt: '2026-01-01T00:00:00.000Z',
    tokenExpiresAt: '2026-01-02T00:00:00.000Z',
    ...changes,
  };
  return accountConnected.create({
    subject: data.accountId,
    workspaceId,
    correlationId: 'test',
    time: timeOfVersion(data.version),
    data,
  });
};

/** A `post.status` event of a queued publication, changed where told. */
export const postEvent = (workspaceId: string, changes: Partial<PostStatusData> = {}) => {
  const version = changes.version ?? 1;
  const data: PostStatusData = {
    publicationId: uuidv7(),
    postId: uuidv7(),
    accountId: uuidv7(),
    platform: 'tiktok',
    mode: 'direct',
    status: 'queued',
    previousStatus: null,
    version,
    publishId: null,
    platformPostIds: [],
    caption: 'Bread #baking',
    mediaId: null,
    failure: null,
    scheduledAt: null,
    publishedAt: null,
    occurredAt: timeOfVersion(version).toISOString(),
    ...changes,
  };
  return postStatus.create({ subject: data.publicationId, workspaceId, correlationId: 'test', data });
};

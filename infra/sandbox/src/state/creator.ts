import { type Static, Type } from 'typebox';

const Count = Type.Integer({ minimum: 0 });

/** A TikTok account and its settings. */
export const Creator = Type.Object(
  {
    username: Type.String({ pattern: '^[A-Za-z0-9_.]{2,24}$' }),
    displayName: Type.String({ maxLength: 100 }),
    privateAccount: Type.Boolean(),
    commentDisabled: Type.Boolean(),
    duetDisabled: Type.Boolean(),
    stitchDisabled: Type.Boolean(),
    maxVideoPostDurationSec: Type.Integer({ minimum: 1, maximum: 3600 }),
    banned: Type.Boolean({ description: 'banned from posting' }),
    dailyPostCap: Count,
    bioDescription: Type.String({ maxLength: 500 }),
    verified: Type.Boolean(),
    followerCount: Count,
    followingCount: Count,
    likesCount: Count,
    appVersion: Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,6}){0,3}$', description: "of TikTok's app" }),
  },
  { additionalProperties: false },
);
export type Creator = Static<typeof Creator>;

/** A public account that may post 10 minutes of video. */
export const newCreator = (given: Pick<Creator, 'username'> & Partial<Creator>): Creator => ({
  displayName: given.username,
  privateAccount: false,
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoPostDurationSec: 600,
  banned: false,
  dailyPostCap: 15,
  bioDescription: '',
  verified: false,
  followerCount: 0,
  followingCount: 0,
  likesCount: 0,
  appVersion: '40.0.0',
  ...given,
});

export const defaultCreators = (): Creator[] => [
  newCreator({
    username: 'demobaker',
    displayName: 'Demo Baker',
    bioDescription: 'Bread, every day.',
    followerCount: 1520,
    followingCount: 64,
    likesCount: 20_480,
  }),
  newCreator({
    username: 'demogarden',
    displayName: 'Demo Garden',
    privateAccount: true,
    followerCount: 87,
    followingCount: 120,
    likesCount: 910,
  }),
  newCreator({
    username: 'demochef',
    displayName: 'Demo Chef',
    maxVideoPostDurationSec: 180,
    verified: true,
    followerCount: 48_300,
    followingCount: 12,
    likesCount: 731_000,
  }),
];

/** What the creator may choose now (reference 4.1). */
export const privacyLevelOptions = (creator: Creator): string[] => [
  creator.privateAccount ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'SELF_ONLY',
];

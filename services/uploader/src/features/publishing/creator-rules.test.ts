import type { CreatorInfo, VideoPostInfo } from '@postbus/tiktok';
import { describe, expect, test } from 'vitest';
import { creatorProblems, withCreatorSettings } from './creator-rules.ts';

const creator: CreatorInfo = {
  creatorAvatarUrl: 'https://p16.tiktokcdn.com/demo.jpeg',
  creatorUsername: 'demobaker',
  creatorNickname: 'Demo Baker',
  privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoPostDurationSec: 60,
};
const postInfo: VideoPostInfo = {
  privacyLevel: 'SELF_ONLY',
  disableComment: false,
  disableDuet: false,
  disableStitch: false,
};

describe('what a creator allows', () => {
  const codes = (privacyLevel: VideoPostInfo['privacyLevel'], durationMs: number | null) =>
    creatorProblems(creator, { privacyLevel }, { durationMs }).map(({ code, details }) => [code, details]);

  test('is a privacy level among the options and a video within the length, up to the last millisecond', () => {
    expect(codes('SELF_ONLY', 60_000)).toEqual([]);
    expect(codes('SELF_ONLY', null)).toEqual([]);
    expect(codes('SELF_ONLY', 60_001)).toEqual([['video_too_long', { durationMs: 60_001, limitMs: 60_000 }]]);
    expect(codes('FOLLOWER_OF_CREATOR', 60_001).map(([code]) => code)).toEqual([
      'privacy_level_option_mismatch',
      'video_too_long',
    ]);
  });
});

describe("a creator's own settings", () => {
  test('switch off what the post would allow, and never switch anything on', () => {
    expect(withCreatorSettings(creator, postInfo)).toEqual(postInfo);
    const strict = { ...creator, commentDisabled: true, duetDisabled: true, stitchDisabled: true };
    const off = { disableComment: true, disableDuet: true, disableStitch: true };
    expect(withCreatorSettings(strict, postInfo)).toEqual({ ...postInfo, ...off });
    expect(withCreatorSettings(creator, { ...postInfo, ...off })).toEqual({ ...postInfo, ...off });
  });
});

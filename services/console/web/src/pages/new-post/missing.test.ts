import { describe, expect, test } from 'vitest';
import type { CreatorInfo } from '../../api/accounts.ts';
import type { Draft } from './draft.ts';
import { missingOf } from './missing.ts';

const creator: CreatorInfo = {
  creatorUsername: 'baker',
  creatorNickname: 'Baker',
  privacyLevelOptions: ['FOLLOWER_OF_CREATOR', 'SELF_ONLY'],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoPostDurationSec: 60,
};
const known = { creators: new Map([['a', creator]]), videoMs: 30_000 };
const choices = { privacyLevel: 'SELF_ONLY', allowComment: false, allowDuet: false, allowStitch: false };
const draft = {
  files: [{ id: 'f', name: 'a.mp4', sizeBytes: 1, kind: 'video', mediaId: 'm' }],
  accountIds: ['a'],
  mode: 'direct',
  title: '',
  choices: { a: choices },
  isCommercial: false,
  isYourBrand: false,
  isBrandedContent: false,
  when: 'now',
  scheduledAt: null,
} as unknown as Draft;

describe('what is missing before a post can be sent', () => {
  test('is nothing when all is chosen', () => {
    expect(missingOf(draft, known)).toEqual([]);
  });

  test('is a visibility, which nobody chooses but the person, among those that the creator has', () => {
    const chosen = (privacyLevel: string | null) => ({
      ...draft,
      choices: { a: { ...choices, privacyLevel } },
    });
    expect(missingOf(chosen(null), known)).toEqual(['Choose who can view the post of Baker.']);
    expect(missingOf(chosen('PUBLIC_TO_EVERYONE'), known)).toEqual([
      'Choose who can view the post of Baker.',
    ]);
  });

  test('is what the content promotes, in the words of TikTok', () => {
    expect(missingOf({ ...draft, isCommercial: true }, known)).toEqual([
      'You need to indicate if your content promotes yourself, a third party, or both.',
    ]);
  });

  test('is another visibility for branded content that only the creator would see', () => {
    expect(missingOf({ ...draft, isCommercial: true, isBrandedContent: true }, known)).toEqual([
      'Branded content visibility cannot be set to private.',
    ]);
  });

  test('is a shorter video, and the word of TikTok about the account', () => {
    expect(missingOf(draft, { ...known, videoMs: 61_000 })).toEqual([
      'Baker can post videos of up to 1 min: this one is longer.',
    ]);
    expect(missingOf(draft, { ...known, creators: new Map() })).toHaveLength(1);
  });

  test('is the file, the account and the time', () => {
    const empty = { ...draft, files: [], accountIds: [], when: 'later' as const };
    expect(missingOf(empty, known)).toEqual([
      'Choose a video or photos.',
      'Choose an account.',
      'Choose date and time.',
    ]);
  });
});

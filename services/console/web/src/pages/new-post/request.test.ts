import { describe, expect, test } from 'vitest';
import type { Draft } from './draft.ts';
import { idempotencyKey, requestsOf } from './request.ts';

const draft: Draft = {
  key: 'k',
  files: [{ id: 'f', name: 'a.mp4', sizeBytes: 1, kind: 'video', mediaId: 'm' }],
  accountIds: ['a', 'b', 'c'],
  mode: 'direct',
  title: 'Bread #crust',
  description: '',
  choices: {
    a: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true, allowDuet: false, allowStitch: false },
    b: { privacyLevel: 'SELF_ONLY', allowComment: false, allowDuet: false, allowStitch: false },
    c: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true, allowDuet: false, allowStitch: false },
  },
  isCommercial: false,
  isYourBrand: true,
  isBrandedContent: false,
  isAigc: false,
  coverIndex: 0,
  autoAddMusic: false,
  when: 'now',
  scheduledAt: null,
  timeZone: 'Europe/Berlin',
  allowDuplicate: false,
};

describe('the requests of a draft', () => {
  test('put accounts for which the same was chosen into one post', () => {
    expect(requestsOf(draft).map(({ accountIds }) => accountIds)).toEqual([['a', 'c'], ['b']]);
  });

  test('allow only what was allowed: an untouched page disables everything', () => {
    const [, untouched] = requestsOf(draft);
    expect(untouched?.postInfo).toEqual({
      title: 'Bread #crust',
      privacyLevel: 'SELF_ONLY',
      disableComment: true,
      disableDuet: true,
      disableStitch: true,
      brandContentToggle: false,
      brandOrganicToggle: false,
      isAigc: false,
    });
  });

  test('disclose only while the disclosure is switched on', () => {
    const [disclosed] = requestsOf({ ...draft, isCommercial: true, isBrandedContent: true });
    expect(disclosed?.postInfo).toMatchObject({ brandContentToggle: true, brandOrganicToggle: true });
  });

  test('have for photos what photos have, and no duets', () => {
    const files = [
      { id: 'f', name: 'a.jpg', sizeBytes: 1, kind: 'photo' as const, mediaId: 'm' },
      { id: 'g', name: 'b.jpg', sizeBytes: 1, kind: 'photo' as const, mediaId: 'n' },
    ];
    const [request] = requestsOf({ ...draft, files, coverIndex: 1 });
    expect(request).toMatchObject({ mediaIds: ['m', 'n'], postInfo: { photoCoverIndex: 1 } });
    expect(request?.postInfo).not.toHaveProperty('disableDuet');
    expect(request).not.toHaveProperty('mediaId');
  });

  test('tell TikTok nothing of a video for the inbox, where the creator writes the caption', () => {
    const [request] = requestsOf({ ...draft, mode: 'inbox' });
    expect(request).toEqual({ accountIds: ['a', 'b', 'c'], mode: 'inbox', mediaId: 'm' });
  });

  test('name the time as the clocks of the chosen zone show it', () => {
    const [request] = requestsOf({ ...draft, when: 'later', scheduledAt: '2026-12-01 09:30:00' });
    expect(request).toMatchObject({ scheduledAt: '2026-12-01T09:30:00', timeZone: 'Europe/Berlin' });
  });

  test('have the same key when they are sent again, and another one when anything was changed', async () => {
    const keyOf = (given: Draft) => idempotencyKey(given, requestsOf(given)[0]!);
    expect(await keyOf(draft)).toBe(await keyOf(structuredClone(draft)));
    expect(await keyOf({ ...draft, title: 'Other' })).not.toBe(await keyOf(draft));
    expect(await keyOf({ ...draft, key: 'next' })).not.toBe(await keyOf(draft));
  });
});

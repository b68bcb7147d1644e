import { expect, test } from 'vitest';
import { appProblems } from './app-rules.ts';

const accountId = '0198c0de-0000-7000-8000-000000000001';
const app = { audited: true, verifiedUrls: ['https://files.example.com/media/', 'static.example.org'] };
const post = { mode: 'direct', postInfo: { privacyLevel: 'PUBLIC_TO_EVERYONE' } } as const;
const sent = { kind: 'video' as const, source: 'FILE_UPLOAD' as const, mediaIds: ['m'], videoUrl: null };
const elsewhere = (videoUrl: string | null) => ({
  kind: 'video' as const,
  source: 'PULL_FROM_URL' as const,
  mediaIds: [],
  videoUrl,
});

const codes = (platformApp: typeof app | null, content: Parameters<typeof appProblems>[1]['content']) =>
  appProblems(
    { accountId, platformApp },
    { ...post, content: { ...content } },
    'https://files.example.com',
  ).map(({ code }) => code);

test('an app that is not audited posts for the creator only', () => {
  expect(codes({ ...app, audited: false }, sent)).toEqual(['app_not_audited']);
  expect(codes(app, sent)).toEqual([]);
});

test.each([
  [null, []],
  ['https://files.example.com/media/x.mp4', []],
  ['https://files.example.com/other/x.mp4', ['url_not_verified']],
  ['https://video.static.example.org/x.mp4', []],
  ['https://static.example.org/x.mp4', []],
  ['https://example.org/x.mp4', ['url_not_verified']],
  ['https://evilstatic.example.org.example/x.mp4', ['url_not_verified']],
  ['https://notstatic.example.org/x.mp4', ['url_not_verified']],
])('of an app with verified addresses %s may be fetched, or may not: %j', (url, expected) => {
  expect(codes(app, elsewhere(url))).toEqual(expected);
});

test('what nobody knows of an app is left to TikTok', () => {
  expect(codes(null, elsewhere('https://example.org/x.mp4'))).toEqual([]);
  expect(codes({ audited: true, verifiedUrls: [] }, elsewhere('https://example.org/x.mp4'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { newApp } from '../state/app.ts';
import { newCreator } from '../state/creator.ts';
import { refuseForeignUrl } from './checks.ts';

const isOwned = (verified: string, url: string) => {
  const app = newApp({ clientKey: 'aw', clientSecret: 's', verifiedUrls: [verified] });
  const token = { token: '', clientKey: '', username: '', openId: '', scopes: [], expiresAt: 0, windows: {} };
  try {
    refuseForeignUrl({ app, creator: newCreator({ username: 'demo' }), token }, url);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['static.example.com', 'https://video.static.example.com/x.mp4', true],
  ['static.example.com', 'https://static.example.com/a/b.mp4', true],
  ['static.example.com', 'https://example.com/x.mp4', false],
  ['static.example.com', 'https://evilstatic.example.com/x.mp4', false],
  ['static.example.com', 'http://static.example.com/x.mp4', false],
  ['static.example.com', 'https://static.example.com@evil.example/x.mp4', false],
  ['https://example.com/videos/user/', 'https://example.com/videos/user/123/a.mp4', true],
  ['https://example.com/videos/user/', 'https://example.com/videos/2023/user/123/a.mp4', false],
  ['https://example.com/videos/user/', 'http://example.com/videos/user/a.mp4', false],
])('a verified %s makes %s owned: %s', (verified, url, owned) => {
  expect(isOwned(verified, url)).toBe(owned);
});

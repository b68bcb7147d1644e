import { describe, expect, test } from 'vitest';
import { newApp } from '../state/app.ts';
import { verifiedUrlProblem } from '../state/verified-url.ts';
import { refuseForeignUrls } from './checks.ts';

const isOwned = (verifiedUrls: string[], ...urls: string[]) => {
  const app = newApp({ clientKey: 'aw', clientSecret: 's', verifiedUrls });
  try {
    refuseForeignUrls({ app }, urls);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['static.example.com', 'https://video.static.example.com/x.mp4', true],
  ['static.example.com', 'https://static.example.com/a/b.mp4', true],
  ['Static.Example.com', 'https://STATIC.example.com/a/b.mp4', true],
  ['static.example.com', 'https://example.com/x.mp4', false],
  ['static.example.com', 'https://evilstatic.example.com/x.mp4', false],
  ['static.example.com', 'http://static.example.com/x.mp4', false],
  ['static.example.com', 'https://static.example.com@evil.example/x.mp4', false],
  ['static.example.com', 'https://user:word@static.example.com/x.mp4', false],
  ['static.example.com', 'ftp://static.example.com/x.mp4', false],
  ['https://example.com/videos/user/', 'https://example.com/videos/user/123/a.mp4', true],
  ['https://example.com/videos/user/', 'https://example.com/videos/2023/user/123/a.mp4', false],
  ['https://example.com/videos/user/', 'https://example.com/videos/user/../other/a.mp4', false],
  ['https://example.com/videos/user/', 'https://example.com/videos/user/%2e%2e/other/a.mp4', false],
  ['https://example.com/videos/user/', 'https://example.com/videos/users/a.mp4', false],
  ['https://example.com/videos/user/', 'https://sub.example.com/videos/user/a.mp4', false],
  ['https://example.com/videos/user/', 'http://example.com/videos/user/a.mp4', false],
])('a verified %s makes %s owned: %s', (verified, url, owned) => {
  expect(isOwned([verified], url)).toBe(owned);
});

test('of several URLs each must be owned, whichever property covers it', () => {
  const verified = ['a.example.com', 'https://b.example.com/p/'];
  const [one, other] = ['https://a.example.com/1.jpg', 'https://b.example.com/p/2.jpg'];
  expect(isOwned(verified, one, other)).toBe(true);
  expect(isOwned(verified, one, other, 'https://b.example.com/3.jpg')).toBe(false);
});

describe('a property', () => {
  test.each([
    'example.com',
    'static.example.co.uk',
    'https://example.com/',
    'https://example.com/videos/user/',
    'http://127.0.0.1:8080/',
    'http://[::1]:8080/media/',
    'http://storage:9000/',
    'http://host.docker.internal/',
  ])('%s may be verified', (property) => {
    expect(verifiedUrlProblem(property)).toBeNull();
  });

  test.each([
    '',
    'localhost',
    '192.0.2.1',
    'example.com/videos',
    'https://example.com/videos',
    'https://example.com/?a=/',
    'https://user@example.com/',
    'https://192.0.2.1/videos/',
    'https://[2001:db8::1]/videos/',
    'https://3221225985/videos/',
    'http://example.com/videos/',
    'ftp://example.com/',
    'https://',
  ])('%j may not be verified', (property) => {
    expect(verifiedUrlProblem(property)).toMatch(/^must /);
  });
});

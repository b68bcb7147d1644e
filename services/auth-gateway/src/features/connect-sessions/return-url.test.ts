import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReturnUrlAllowed, withOutcome } from './return-url.ts';

const allowList = ['https://app.example.com/connected', 'http://localhost:3000/'];

describe('the return URL of a connect flow', () => {
  test.each([
    'https://app.example.com/connected',
    'https://app.example.com/connected?user=1',
    'https://app.example.com/connected/tiktok',
    'https://app.example.com:443/connected',
    'http://localhost:3000/anything',
  ])('%s is within the allow-list', (url) => {
    expect(isReturnUrlAllowed(url, allowList)).toBe(true);
  });

  test.each([
    ['another host', 'https://evil.example.com/connected'],
    ['a host that only begins alike', 'https://app.example.com.evil.com/connected'],
    ['a user in front of the host', 'https://app.example.com@evil.com/connected'],
    ['a user at the right host', 'https://me@app.example.com/connected'],
    ['another scheme', 'http://app.example.com/connected'],
    ['another port', 'https://app.example.com:8443/connected'],
    ['a script', 'javascript:alert(1)'],
    ['a path that only begins alike', 'https://app.example.com/connectedevil'],
    ['a path that climbs out', 'https://app.example.com/connected/../admin'],
    ['a path that climbs out when decoded', 'https://app.example.com/connected/%2e%2e%2fadmin'],
    ['a path with an encoded slash', 'https://app.example.com/connected/..%2fadmin'],
    ['a fragment', 'https://app.example.com/connected#here'],
    ['a relative address', '/connected'],
    ['nothing', ''],
  ])('%s is refused', (_, url) => {
    expect(isReturnUrlAllowed(url, allowList)).toBe(false);
  });

  test('no text leads away from the allowed origins', () => {
    const pieces = fc.constantFrom(
      'https:',
      'http:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      'app.example.com',
      'evil.com',
      '..',
      '%2f',
      '?',
      '#',
      'connected',
    );
    const text = fc.oneof(
      fc.webUrl(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (url) => {
        if (!isReturnUrlAllowed(url, allowList)) return;
        expect(['https://app.example.com', 'http://localhost:3000']).toContain(new URL(url).origin);
      }),
      { numRuns: 500 },
    );
  });

  test('carries the outcome beside what it carried before', () => {
    const url = withOutcome('https://app.example.com/connected?user=1', {
      status: 'error',
      code: 'user_denied',
    });
    expect(url).toBe('https://app.example.com/connected?user=1&status=error&code=user_denied');
  });

  test('an outcome that was in the URL before does not stand beside ours', () => {
    const url = withOutcome('https://app.example.com/?status=connected&status=x', { status: 'error' });
    expect(new URL(url).searchParams.getAll('status')).toEqual(['error']);
  });
});

import { expect, test } from 'vitest';
import { createCodeVerifier, hexCodeChallenge } from './pkce.ts';

test('the challenge is the SHA-256 of the verifier in lower-case hex', () => {
  expect(hexCodeChallenge('Tk7-demoVerifier_0123456789.abcdefghijkLMNOPqrst~Z')).toBe(
    'ced5871e870d2b1b52e23820b09281f7402207e85383014d202f6c1654bd8c81',
  );
});

test('a verifier is one that TikTok takes, and new each time', () => {
  const verifiers = Array.from({ length: 100 }, () => createCodeVerifier());
  for (const verifier of verifiers) expect(verifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
  expect(new Set(verifiers).size).toBe(100);
});

test('all its randomness comes from what is given', () => {
  const random = (size: number) => Buffer.alloc(size, 255);
  expect(createCodeVerifier(random)).toBe('_'.repeat(64));
});

test.each(['short', 'a'.repeat(129), `${'a'.repeat(43)}+`])(
  'a verifier that is none is refused: %#',
  (verifier) => {
    expect(() => hexCodeChallenge(verifier)).toThrow(/^codeVerifier is not 43 to 128/);
  },
);

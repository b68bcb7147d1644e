import { describe, expect, test } from 'vitest';
import { createBelievedTokens } from './believed-tokens.ts';

describe('a token that was verified', () => {
  let nowMs = 1_795_000_000_000;
  const inSeconds = (seconds: number) => nowMs / 1000 + seconds;

  test('is believed for 30 seconds', () => {
    const tokens = createBelievedTokens(() => nowMs);
    tokens.add('a', { exp: inSeconds(900), sub: 'client' });
    nowMs += 29_999;
    expect(tokens.get('a')).toMatchObject({ sub: 'client' });
    nowMs += 1;
    expect(tokens.get('a')).toBeUndefined();
  });

  test('is never believed beyond its end', () => {
    const tokens = createBelievedTokens(() => nowMs);
    tokens.add('a', { exp: inSeconds(5) });
    nowMs += 5000;
    expect(tokens.get('a')).toBeUndefined();
  });

  test('is believed as a whole: another one is not', () => {
    const tokens = createBelievedTokens(() => nowMs);
    tokens.add('a', { exp: inSeconds(900) });
    expect(tokens.get('a ')).toBeUndefined();
  });

  test('of too many, the oldest is forgotten first', () => {
    const tokens = createBelievedTokens(() => nowMs);
    for (let at = 0; at < 1001; at += 1) tokens.add(`${at}`, { exp: inSeconds(900) });
    expect([tokens.get('0'), tokens.get('1')]).toEqual([undefined, { exp: inSeconds(900) }]);
  });
});

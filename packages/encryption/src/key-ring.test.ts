import { describe, expect, test } from 'vitest';
import { KeyRingError, parseKeyRing } from './key-ring.ts';

const key = 'ab'.repeat(32);

describe('a key ring', () => {
  test('encrypts with its first key and knows all of them', () => {
    const ring = parseKeyRing(`k2:${key}, k1:${key.toUpperCase()}`);
    expect(ring.currentKeyId).toBe('k2');
    expect([...ring.keys.keys()]).toEqual(['k2', 'k1']);
  });

  test.each([
    ['nothing', '', 'key 1'],
    ['a key without an id', key, 'key 1'],
    ['a key that is too short', `k1:${key},k2:abcd`, 'key 2'],
    ['a key that is no hex', `k1:${'zz'.repeat(32)}`, 'key 1'],
    ['an id twice', `k1:${key},k1:${key}`, 'key 2 repeats'],
    ['a comma at the end', `k1:${key},`, 'key 2'],
  ])('refuses %s by its place and does not show it', (_what, text, place) => {
    const parse = () => parseKeyRing(text);
    expect(parse).toThrow(KeyRingError);
    expect(parse).toThrow(place);
    expect(parse).not.toThrow(key);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from './json.ts';

describe('reading JSON', () => {
  test('a 19-digit id keeps every digit', () => {
    expect(parseJson('{"ids":[7600000000000000101]}')).toEqual({ ids: ['7600000000000000101'] });
  });

  test('no 64-bit integer is ever rounded', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (integer) => {
        expect(String(parseJson(`${integer}`))).toBe(`${integer}`);
      }),
    );
  });

  test('everything else comes as JSON.parse gives it', () => {
    fc.assert(
      fc.property(
        fc.json().filter((text) => !/\d{16}/.test(text)),
        (text) => {
          expect(parseJson(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  test('the error shows nothing of the text', () => {
    expect(() => parseJson('{"access_token":"act.secret"')).toThrow(/^not JSON$/);
  });
});

import { buffer, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from './csv.ts';

const lineOf = async (...cells: (string | number | null)[]) => {
  const csv = await text(csvOf(['column'].concat(cells.slice(1).map((_, index) => `${index}`)), [cells]));
  return csv.replace(/^\uFEFF?[^\r]*\r\n/, '').replace(/\r\n$/, '');
};

describe('a CSV file', () => {
  test.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1+1', `"'-1+1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1', `"'＝1"`],
    ['="a",b', `"'=""a"",b"`],
  ])('holds no formula: %j', async (cell, expected) => {
    expect(await lineOf(cell)).toBe(expected);
  });

  test('quotes what would end a cell or a line', async () => {
    expect(await lineOf('a, b', 'say "hi"', 'two\nlines', 'plain')).toBe(
      '"a, b","say ""hi""","two\nlines","plain"',
    );
  });

  test('keeps numbers as they are, negative ones too, and leaves unknown ones empty', async () => {
    expect(await lineOf(-5, 0.25, null, 0)).toBe('-5,0.25,,0');
  });

  test('begins with its columns and the mark of UTF-8, also without a line', async () => {
    const bytes = await buffer(csvOf(['a', 'b'], []));
    expect(bytes.toString()).toBe('\uFEFF"a","b"\r\n');
  });

  test('never lets a cell begin as a formula, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (cell) => {
        expect(await lineOf(cell)).not.toMatch(/^"?[=+\-@\t\r\n]/);
      }),
      { numRuns: 200 },
    );
  });

  test('ends with the error of what it is read from', async () => {
    async function* failing() {
      yield ['a'];
      throw new Error('the database is away');
    }
    await expect(text(csvOf(['a'], failing()))).rejects.toThrow('the database is away');
  });
});

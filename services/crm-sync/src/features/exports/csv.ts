import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

export type Cell = string | number | null;

/**
 * Records as CSV by RFC 4180, with a byte order mark, by which spreadsheets know UTF-8. What begins like a formula gets
 * an apostrophe before it: captions and names come from outside, and a spreadsheet would run them.
 * See https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvOf(
  columns: readonly string[],
  records: Iterable<Cell[]> | AsyncIterable<Cell[]>,
): Readable {
  const csv = stringify({
    columns: [...columns],
    header: true,
    bom: true,
    record_delimiter: 'windows',
    quoted_string: true,
    escape_formulas: true,
    cast: { string: (text) => (text.startsWith('\n') ? `'${text}` : text) },
  });
  const rows = Readable.from(records);
  rows.once('error', (error) => csv.destroy(error));
  csv.once('close', () => rows.destroy());
  return rows.pipe(csv);
}

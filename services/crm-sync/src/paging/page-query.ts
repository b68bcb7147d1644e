import { type TSchema, Type } from 'typebox';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Page, Sorting } from './sorted-page.ts';

/** The query fields that every list has. `sort` is a name of `sortings`, with `-` before it for newest first. */
export const pageQuery = (sortNames: string[]) => ({
  sort: Type.String({
    enum: sortNames.flatMap((name) => [name, `-${name}`]),
    default: '-createdAt',
    description: 'A minus sign puts the newest first',
  }),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`nextCursor` of the page before' })),
});

/** The answer of a list. */
export const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null on the last page' }),
  });

interface PageRequest {
  sort: string;
  limit: number;
  cursor?: string;
}

/** Reads the page that a request asks for, with one row more, which tells whether another page follows. */
export async function readPage<Row>(
  sortings: Record<string, Sorting<Row>>,
  { sort, limit, cursor }: PageRequest,
  read: (page: Page<Row>) => Promise<Row[]>,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const descending = sort.startsWith('-');
  const sorting = sortings[descending ? sort.slice(1) : sort];
  if (!sorting) throw new Error(`no sorting ${sort}, although the schema of the request let it through`);
  const found = await read({
    sorting,
    direction: descending ? 'desc' : 'asc',
    after: cursor === undefined ? null : decodeCursor(sort, cursor),
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor(sort, sorting.positionOf(last)) : null };
}

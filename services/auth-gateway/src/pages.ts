import { Uuid } from '@postbus/contracts';
import { type TSchema, Type } from 'typebox';

/** For the query of a route that lists what has ids in the order of their making. */
export const pageQuery = {
  cursor: Type.Optional({ ...Uuid, description: '`nextCursor` of the page before' }),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
};

/** The answer of such a route. */
export const PageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });

/** Cuts a page out of rows of which one more was asked for than it holds: if that one came, there is a next page. */
export function cutPage<Row extends { id: string }>(
  found: Row[],
  limit: number,
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit);
  return { rows, nextCursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

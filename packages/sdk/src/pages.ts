interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Every item of every page, fetched as they are taken. */
export async function* itemsOf<Item>(
  pageAt: (cursor: { cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  let cursor: { cursor?: string } = {};
  for (;;) {
    const { items, nextCursor } = await pageAt(cursor);
    yield* items;
    if (nextCursor === null) return;
    cursor = { cursor: nextCursor };
  }
}

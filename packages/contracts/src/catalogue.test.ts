import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { asyncApiDocument, markdownCatalogue } from './documents.ts';
import { streams } from './streams.ts';

const docs = new URL('../../../docs/', import.meta.url);

describe('the event catalogue', () => {
  test.each(catalogue)('the schema of $type changes only on purpose', async (event) => {
    const schema = `${JSON.stringify(event.schema, null, 2)}\n`;
    await expect(schema).toMatchFileSnapshot(`../snapshots/${event.type}.snap.json`);
  });

  test('no two events share a type', () => {
    const types = catalogue.map((event) => event.type);
    expect(new Set(types).size).toBe(types.length);
  });

  test.each(catalogue)('$type is published by the owner of its stream', (event) => {
    expect(streams[event.stream].owner).toBe(event.owner);
  });

  test('the AsyncAPI document is up to date', async () => {
    const written = JSON.parse(await readFile(new URL('asyncapi.json', docs), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(asyncApiDocument())));
  });

  test('the Markdown catalogue is up to date', async () => {
    expect(await readFile(new URL('events.md', docs), 'utf8')).toBe(markdownCatalogue());
  });
});

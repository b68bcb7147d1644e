import { writeFile } from 'node:fs/promises';
import { asyncApiDocument, markdownCatalogue } from './src/documents.ts';

/** Writes the documents of all events: `pnpm --filter @postbus/contracts generate`. */
const docs = new URL('../../docs/', import.meta.url);
await writeFile(new URL('asyncapi.json', docs), `${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
await writeFile(new URL('events.md', docs), markdownCatalogue());

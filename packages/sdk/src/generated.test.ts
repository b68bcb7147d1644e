import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

const documents = new URL('../../../docs/openapi/', import.meta.url);

test.each(['auth-gateway', 'uploader', 'webhook-ingest', 'crm-sync'])(
  'the types of %s are those of its OpenAPI document',
  async (service) => {
    const document = JSON.parse(await readFile(new URL(`${service}.json`, documents), 'utf8'));
    const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
    await expect(`// Generated from docs/openapi/${service}.json.\n\n${types}`).toMatchFileSnapshot(
      `./generated/${service}.ts`,
    );
  },
);

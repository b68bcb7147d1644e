import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { loadSecrets } from './secrets.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('secrets', undefined);
});
afterAll(() => rm(folder, { recursive: true }));

test('a stack of an earlier version keeps its secrets and gets those that it lacks, once', async () => {
  const made = await loadSecrets(folder);
  const { 'crm-sync': _, ...serviceClients } = made.serviceClients;
  const file = join(folder, 'secrets.json');
  await writeFile(file, JSON.stringify({ ...made, serviceClients }));

  const completed = await loadSecrets(folder);
  expect(completed).toMatchObject({ ...made, serviceClients });
  expect(completed.serviceClients['crm-sync'].secret.length).toBeGreaterThan(30);
  expect(await loadSecrets(folder)).toEqual(completed);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(completed);
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the sandbox shares no shape with the client: nothing of this repository is imported', async () => {
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) {
    const source = await readFile(join(import.meta.dirname, file), 'utf8');
    const imports = [...source.matchAll(/(?:from|import|import\()\s*['"]([^'"]+)['"]/g)].map(
      ([, name = '']) => name,
    );
    const outside = imports.filter((name) => name.startsWith('@postbus/') || name.startsWith('../../..'));
    expect([file, outside]).toEqual([file, []]);
  }
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8'));
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(packages.filter((name) => name.startsWith('@postbus/'))).toEqual([]);
});

import { glob, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from '../case.ts';

export type Half = 'wire' | 'client';

/** A case with where it was found; what it runs does not matter here. */
export type FoundCase = Omit<Case<never>, 'run'> & { half: Half; file: string };

interface CaseFile {
  /** Name without its end: `video-list`. */
  name: string;
  /** Whether a test file imports it. */
  runs: boolean;
  cases: FoundCase[];
}

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Every file in `<half>/cases/`, by name. */
export async function caseFiles(half: Half): Promise<CaseFile[]> {
  const tests = (await Promise.all((await paths(`${half}/*.test.ts`)).map(read))).join('\n');
  const files = (await paths(`${half}/cases/*.ts`)).map(async (file) => {
    const { cases }: { cases: Omit<Case<never>, 'run'>[] } = await import(`${folder}${file}`);
    const name = basename(file, '.ts');
    return {
      name,
      runs: tests.includes(`'./cases/${name}.ts'`),
      cases: cases.map((one) => ({ ...one, half, file })),
    };
  });
  return Promise.all(files);
}

const read = (file: string) => readFile(`${folder}${file}`, 'utf8');

async function paths(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) found.push(file);
  return found.sort();
}

import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface WorkspacePackage {
  /** Folder below the root: `services/uploader`. */
  folder: string;
  name: string;
  hasExports: boolean;
  /** Names in `dependencies`. */
  dependencies: string[];
  devDependencies: string[];
}

/** Every package of the workspace, from its `package.json`. */
export async function workspacePackages(): Promise<WorkspacePackage[]> {
  const found: WorkspacePackage[] = [];
  for await (const file of glob('{services,packages,infra}/*/package.json', { cwd: root })) {
    const manifest = JSON.parse(await readFile(join(root, file), 'utf8'));
    found.push({
      folder: dirname(file),
      name: manifest.name,
      hasExports: 'exports' in manifest || 'main' in manifest,
      dependencies: Object.keys(manifest.dependencies ?? {}),
      devDependencies: Object.keys(manifest.devDependencies ?? {}),
    });
  }
  return found;
}

export interface Import {
  /** File below the root. */
  file: string;
  specifier: string;
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:(?:^|\n)\s*import\s*|\bimport\s*\(\s*)['"]([^'"\s]+)['"]/g;

export interface SourceFile {
  /** File below the root. */
  file: string;
  text: string;
}

/** Every TypeScript file in the sources of a folder, those of a page too. */
export async function sourcesOf(folder: string): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for await (const file of glob(`${folder}/{src,web/src}/**/*.{ts,tsx}`, { cwd: root })) {
    sources.push({ file, text: await readFile(join(root, file), 'utf8') });
  }
  return sources;
}

/** Every static and dynamic import in the sources of a folder. */
export async function importsOf(folder: string): Promise<Import[]> {
  const sources = await sourcesOf(folder);
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(importPattern)].map(([, from, bare]) => ({ file, specifier: from ?? bare ?? '' })),
  );
}

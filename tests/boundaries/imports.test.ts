import { join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Import,
  importsOf,
  root,
  sourcesOf,
  type WorkspacePackage,
  workspacePackages,
} from './workspace.ts';

const isTest = (file: string) => file.endsWith('.test.ts') || /\/(testing|test)\//.test(file);

/** What a page uses is built into it, so the process that serves it does not need it. */
const isPage = (file: string) => file.includes('/web/');

/** `@postbus/db/uploader` → `@postbus/db`, `nats` → `nats`. */
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

describe('the boundaries between services', () => {
  let packages: WorkspacePackage[];
  let imports: (Import & { from: WorkspacePackage })[];
  let services: WorkspacePackage[];

  beforeAll(async () => {
    packages = await workspacePackages();
    services = packages.filter(({ folder }) => folder.startsWith('services/'));
    const all = packages.map(async (from) =>
      (await importsOf(from.folder)).map((found) => ({ ...found, from })),
    );
    imports = (await Promise.all(all)).flat();
  });

  test('there are five services and their imports were read', () => {
    expect(services.map(({ folder }) => folder).sort()).toEqual([
      'services/auth-gateway',
      'services/console',
      'services/crm-sync',
      'services/uploader',
      'services/webhook-ingest',
    ]);
    for (const service of services) {
      expect(imports.filter(({ from }) => from === service).length).toBeGreaterThan(10);
    }
  });

  test('a service exports nothing', () => {
    expect(services.filter(({ hasExports }) => hasExports)).toEqual([]);
  });

  test('nothing depends on a service', () => {
    const names = new Set(services.map(({ name }) => name));
    const offenders = packages.filter(({ dependencies, devDependencies }) =>
      [...dependencies, ...devDependencies].some((name) => names.has(name)),
    );
    expect(offenders).toEqual([]);
    expect(imports.filter(({ specifier }) => names.has(packageOf(specifier)))).toEqual([]);
  });

  test('no import leaves its package by a path', () => {
    const offenders = imports.filter(({ file, specifier, from }) => {
      if (!specifier.startsWith('.')) return false;
      const target = relative(root, join(root, file, '..', specifier));
      return !target.startsWith(`${from.folder}/`);
    });
    expect(offenders).toEqual([]);
  });

  test('every import of a package is declared by the package that imports it', () => {
    const offenders = imports.filter(({ file, specifier, from }) => {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) return false;
      const name = packageOf(specifier);
      const declared =
        isTest(file) || isPage(file) ? [...from.dependencies, ...from.devDependencies] : from.dependencies;
      return !declared.includes(name) && name !== from.name;
    });
    expect(offenders.map(({ file, specifier }) => `${file}: ${specifier}`)).toEqual([]);
  });

  test('a service reads only its own tables', () => {
    const offenders = imports.filter(({ specifier, from }) => {
      const [, , tables] = specifier.startsWith('@postbus/db/') ? specifier.split('/') : [];
      return tables !== undefined && from.folder !== `services/${tables}`;
    });
    expect(offenders.map(({ file, specifier }) => `${file}: ${specifier}`)).toEqual([]);
  });

  test('the TikTok client and the sandbox share no code', () => {
    const client = imports.filter(
      ({ from, specifier }) => from.name === '@postbus/tiktok' && specifier.startsWith('@postbus/'),
    );
    const sandbox = imports.filter(
      ({ from, specifier }) => from.name === '@postbus/sandbox' && specifier.startsWith('@postbus/'),
    );
    expect([...client, ...sandbox].map(({ file, specifier }) => `${file}: ${specifier}`)).toEqual([]);
  });

  test('only config.ts of a service reads a variable of the environment', async () => {
    const sources = (await Promise.all(services.map(({ folder }) => sourcesOf(folder)))).flat();
    const offenders = sources.filter(
      ({ file, text }) => !file.endsWith('/config.ts') && !isTest(file) && /process\.env[.[]/.test(text),
    );
    expect(offenders.map(({ file }) => file)).toEqual([]);
  });
});

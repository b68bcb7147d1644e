import * as tiktok from '@postbus/tiktok';
import { beforeAll, describe, expect, test } from 'vitest';
import { mistakes } from '../mistakes.ts';
import { topics } from '../topics.ts';
import { errorCodes, failReasons, oauthErrors, webhookEvents } from '../vocabulary.ts';
import { type CaseFile, caseFiles, type FoundCase } from './found-cases.ts';
import { coveragePage } from './page.ts';

const provoked = (words: readonly { name: string; notProvoked?: string }[]) =>
  words.filter(({ notProvoked }) => notProvoked === undefined).map(({ name }) => name);

describe('what the cases cover of TikTok', () => {
  let files: CaseFile[];
  let all: FoundCase[];
  let wire: FoundCase[];

  beforeAll(async () => {
    files = [...(await caseFiles('wire')), ...(await caseFiles('client'))];
    all = files.flatMap(({ cases }) => cases);
    wire = all.filter(({ half }) => half === 'wire');
  });

  test('every file of cases is run by a test file', () => {
    expect(files.filter(({ runs }) => !runs).map(({ name }) => name)).toEqual([]);
  });

  test('every function that a topic names is there for callers of the client', async () => {
    const client = tiktok.createTikTokClient({ clientKey: 'aw', clientSecret: 'secret' });
    await client.close();
    const names = new Set([...Object.keys(tiktok), ...Object.keys(client)]);
    const missing = topics.flatMap((topic) => topic.client.filter((name) => !names.has(name)));
    expect(missing).toEqual([]);
  });

  test('every topic has a case on the wire', () => {
    const covered = new Set(wire.map(({ covers }) => covers));
    expect(topics.filter(({ id }) => !covered.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test('every common mistake has a case on the wire', () => {
    const covered = new Set(wire.map(({ row }) => row));
    expect(mistakes.filter(({ row }) => !covered.has(row)).map(({ row }) => row)).toEqual([]);
  });

  test.each([
    ['error code', errorCodes, 'code'],
    ['OAuth error', oauthErrors, 'oauthError'],
    ['fail reason', failReasons, 'failReason'],
    ['webhook event', webhookEvents, 'event'],
  ] as const)('every %s that TikTok can be made to send has a case on the wire', (_, words, key) => {
    const covered = new Set<string | undefined>(wire.map((found) => found[key]));
    expect(provoked(words).filter((name) => !covered.has(name))).toEqual([]);
  });

  test('docs/tiktok-coverage.md says what the cases say', async () => {
    await expect(coveragePage(all)).toMatchFileSnapshot('../../../docs/tiktok-coverage.md');
  });
});

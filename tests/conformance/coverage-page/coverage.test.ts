import * as tiktok from '@postbus/tiktok';
import { describe, expect, test } from 'vitest';
import { mistakes } from '../mistakes.ts';
import { topics } from '../topics.ts';
import { errorCodes, failReasons, oauthErrors, webhookEvents } from '../vocabulary.ts';
import { caseFiles } from './found-cases.ts';
import { coveragePage } from './page.ts';

const provoked = (words: readonly { name: string; notProvoked?: string }[]) =>
  words.filter(({ notProvoked }) => notProvoked === undefined).map(({ name }) => name);

const files = [...(await caseFiles('wire')), ...(await caseFiles('client'))];
const all = files.flatMap(({ cases }) => cases);
const wire = all.filter(({ half }) => half === 'wire');
const client = all.filter(({ half }) => half === 'client');

const topicsWithout = (cases: typeof all) => {
  const covered = new Set(cases.map(({ covers }) => covers));
  return topics.filter(({ id }) => !covered.has(id)).map(({ id }) => id);
};

describe('what the cases cover of TikTok', () => {
  test('every file of cases is run by a test file', () => {
    expect(files.filter(({ runs }) => !runs).map(({ name }) => name)).toEqual([]);
  });

  test('every function that a topic names is there for callers of the client', async () => {
    const functions = tiktok.createTikTokClient({ clientKey: 'aw', clientSecret: 'secret' });
    await functions.close();
    const names = new Set([...Object.keys(tiktok), ...Object.keys(functions)]);
    const missing = topics.flatMap((topic) => topic.client.filter((name) => !names.has(name)));
    expect(missing).toEqual([]);
  });

  test('every topic has a case on the wire', () => {
    expect(topicsWithout(wire)).toEqual([]);
  });

  test('every topic has a case of the client', () => {
    expect(topicsWithout(client)).toEqual([]);
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

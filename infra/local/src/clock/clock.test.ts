import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { provideClock } from '../stack/clock.ts';
import { stackSettings } from '../stack/settings.ts';
import { writeEntry } from './clock-file.ts';
import { beginTravel } from './travel.ts';

const dayMs = 24 * 3_600_000;
const preload = new URL('follow-clock.ts', import.meta.url).href;
const tellTime = 'console.log(JSON.stringify([Date.now(), +new Date(), Date.parse(Date()), +new Date(5)]))';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postbus clock '));
  file = join(folder, 'clock');
  await writeFile(file, '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a process says that follows the clock file. */
async function follow(script: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', preload, '-e', script], {
    env: { PATH: process.env.PATH, POSTBUS_CLOCK_FILE: file, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, errors };
}

/** By how many days, about, the process is away from real time, however it asks. */
async function daysAway(): Promise<number[]> {
  const [now = 0, created = 0, spoken = 0, given] = JSON.parse((await follow(tellTime)).out);
  expect(given).toBe(5);
  return [now, created, spoken].map((ms) => Math.round((ms - Date.now()) / dayMs) + 0);
}

describe('the clock of a local stack', () => {
  test('shows real time until somebody travels, the past meanwhile, and real time again', async () => {
    expect(await daysAway()).toEqual([0, 0, 0]);
    const travel = beginTravel(file);
    await travel.goTo(Date.now() - 30 * dayMs);
    expect(await daysAway()).toEqual([-30, -30, -30]);
    await travel.goTo(Date.now() - 2 * dayMs);
    expect(await daysAway()).toEqual([-2, -2, -2]);
    travel.end();
    expect(await daysAway()).toEqual([0, 0, 0]);
  });

  test('leaves dates what they are, for every way to look at one', async () => {
    const { out } = await follow(`
      class Later extends Date {}
      const now = new Date();
      console.log(JSON.stringify([now instanceof Date, now.constructor === Date, util.types.isDate(now),
        new Later(7) instanceof Later, +new Later(7), +structuredClone(new Date(5)), Date.UTC(1970, 0, 1)]));`);
    expect(JSON.parse(out)).toEqual([true, true, true, true, 7, 5, 0]);
  });

  test('never shows the future', async () => {
    const travel = beginTravel(file);
    await travel.goTo(Date.now() + 5 * dayMs);
    expect(await daysAway()).toEqual([0, 0, 0]);
    expect(travel.now()).toBeLessThanOrEqual(Date.now());
    travel.end();
    writeEntry(openSync(file, 'r+'), { offsetMs: 5 * dayMs, believedUntilMs: Date.now() + dayMs });
    expect(await daysAway()).toEqual([0, 0, 0]);
  });

  test('comes back by itself when whoever set it is gone', async () => {
    const entry = openSync(file, 'r+');
    writeEntry(entry, { offsetMs: -5 * dayMs, believedUntilMs: Date.now() - 1 });
    expect(await daysAway()).toEqual([0, 0, 0]);
    expect(() => beginTravel(file).end()).not.toThrow();
  });

  test('is one traveller’s at a time', () => {
    const travel = beginTravel(file);
    expect(() => beginTravel(file)).toThrow('Another demo:seed is at work');
    travel.end();
  });

  test('is refused in production, and without a file', async () => {
    const inProduction = await follow(tellTime, { NODE_ENV: 'production' });
    expect(inProduction).toMatchObject({ out: '', errors: expect.stringContaining('for local stacks only') });
    const without = await follow(tellTime, { POSTBUS_CLOCK_FILE: '' });
    expect(without).toMatchObject({ out: '', errors: expect.stringContaining('POSTBUS_CLOCK_FILE') });
  });

  test('is there only where it was asked for, and never with TikTok itself', async () => {
    const app = { clientKey: 'key', clientSecret: 'secret', authBaseUrl: '', apiBaseUrl: '' };
    const settings = (hasClock: boolean) => stackSettings({ dataDir: folder, processEnv: {}, hasClock });
    expect(await provideClock(settings(false), { ...app, kind: 'sandbox' })).toBeUndefined();
    expect(await provideClock(settings(true), { ...app, kind: 'tiktok' })).toBeUndefined();
    expect(await provideClock(settings(true), { ...app, kind: 'sandbox' })).toMatchObject({
      file,
      env: { POSTBUS_CLOCK_FILE: file },
    });
  });
});

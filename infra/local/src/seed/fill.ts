import { setTimeout as pause } from 'node:timers/promises';
import { beginTravel, type Travel } from '../clock/travel.ts';
import { createBrowser } from '../demo/browser.ts';
import { connectCreator } from '../demo/connect-creator.ts';
import type { Patience } from '../demo/patiently.ts';
import type { LocalFile } from '../stack/local-file.ts';
import type { SeedCreator } from './creators.ts';
import { type Crm, crmOf } from './crm.ts';
import { makeMedia, type SeedMedia } from './media.ts';
import { type PlannedPost, type SeedPlan, stepsOf } from './plan.ts';
import { awaitEnd, createPost, type Publisher } from './publish.ts';
import { type SeedSandbox, seedSandbox } from './sandbox.ts';
import { makeSeedClient, type SeedClient } from './seed-client.ts';

/** How long figures are waited for at one moment. What comes later is seen at the next one. */
const figuresWithinMs = 3_000;

export interface FillOptions {
  local: LocalFile;
  clockFile: string;
  creators: SeedCreator[];
  plan: SeedPlan;
  patience: Patience;
  say: (line: string) => void;
  signal: AbortSignal;
}

/**
 * Takes the stack into the past, does what is planned on the way back, and leaves it in the present whatever happens.
 */
export async function fill(options: FillOptions): Promise<void> {
  const { local, clockFile, creators, patience, say } = options;
  const sandbox = seedSandbox(local.urls.sandbox ?? '');
  for (const creator of creators) await sandbox.addCreator(creator);
  const travel = beginTravel(clockFile);
  try {
    const client = await makeSeedClient(local, patience, travel.now);
    const putBackPace = await sandbox.hurry();
    try {
      await live(options, { sandbox, travel, client });
    } catch (error) {
      // In the present crm-sync would collect at once, and the days between could not be gone on with.
      say('  Disconnecting the creators until the next run …');
      const disconnected = client.disconnect(creators.map(({ username }) => username));
      await disconnected.catch((problem: Error) => say(`  They are still connected: ${problem.message}`));
      throw error;
    } finally {
      await putBackPace();
      await client.disable();
    }
  } finally {
    travel.end();
  }
}

interface Tools {
  sandbox: SeedSandbox;
  travel: Travel;
  client: SeedClient;
}

async function live(options: FillOptions, { sandbox, travel, client: { api } }: Tools): Promise<void> {
  const { local, creators, plan, patience, say, signal } = options;
  const { urls } = local;
  const crm = crmOf(api, urls['crm-sync'] ?? '');
  const publisher: Publisher = { api, crm, sandbox, signal, uploaderUrl: urls.uploader ?? '' };
  const ready = new Map<string, { accountId: string; media: SeedMedia }>();
  await travel.goTo(plan.from);
  for (const creator of creators) {
    const { accountId } = await connectCreator(local, api, createBrowser(patience), creator.username);
    const endpoint = `${urls.uploader}/api/media`;
    ready.set(creator.username, { accountId, media: await makeMedia(creator, { endpoint, api, patience }) });
    say(`  ${creator.displayName} is connected: @${creator.username}, account ${accountId}`);
  }
  const make = async (post: PlannedPost) => {
    const of = ready.get(post.username);
    if (!of) throw new Error(`${post.username} is not connected`);
    await awaitEnd(publisher, post, await createPost(publisher, post, of));
  };
  const accountIds = [...ready.values()].map(({ accountId }) => accountId);
  await liveThrough({ plan, travel, make, say, signal, figures: () => figuresAt(crm, accountIds) });
  await travel.goTo(Date.now());
  // Hours have gone by that the sweep of every five minutes knows nothing of.
  await api.call(`${urls['auth-gateway']}/api/workers/token-refresh`, { method: 'POST' });
  for (const post of plan.posts.filter(({ way }) => way === 'scheduled' || way === 'draft')) await make(post);
}

interface LifeOptions {
  plan: SeedPlan;
  travel: Travel;
  make: (post: PlannedPost) => Promise<void>;
  /** When the figures of the account that was looked at longest ago were measured. */
  figures: () => Promise<number>;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Goes from moment to moment: posts what is due, and lets crm-sync collect what TikTok shows then. */
async function liveThrough({ plan, travel, make, figures, say, signal }: LifeOptions): Promise<void> {
  let [day, posted] = ['', 0];
  for (const { at, posts } of stepsOf(plan)) {
    signal.throwIfAborted();
    await travel.goTo(at);
    const today = new Date(at).toISOString().slice(0, 10);
    if (today !== day) say(`  ${today}  ${posted} posts so far`);
    day = today;
    await Promise.all(posts.map(make));
    posted += posts.length;
    if (posts.length > 0) continue;
    const deadline = performance.now() + figuresWithinMs;
    while ((await figures()) < at && performance.now() < deadline) {
      await pause(50, undefined, { signal });
    }
  }
}

async function figuresAt(crm: Crm, accountIds: string[]): Promise<number> {
  const accounts = (await crm.accounts()).filter(({ accountId }) => accountIds.includes(accountId));
  return Math.min(...accounts.map(({ figures }) => Date.parse(figures?.measuredAt ?? '1970-01-01')));
}

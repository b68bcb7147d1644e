import { createApi } from '../demo/api.ts';
import type { Patience } from '../demo/patiently.ts';
import { Problem } from '../problem.ts';
import type { LocalFile } from '../stack/local-file.ts';
import { type SeedCreator, seedCreators } from './creators.ts';
import { type Crm, type CrmAccount, crmOf, missingOf } from './crm.ts';
import { fill } from './fill.ts';
import { fullSize, goOn, type PlannedPost, planSeed, type SeedSize } from './plan.ts';

/** How long a service may be away in the middle. */
const outageLimitMs = 60_000;
export interface SeedOptions {
  local: LocalFile;
  /** {@link fullSize} unless told. */
  size?: SeedSize;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** What is there in the end. */
export interface SeedResult {
  creators: { username: string; accountId: string; posts: number; views: number; followers: number }[];
  /** How many posts this run has made. */
  made: number;
}

/** Fills the workspace over HTTP alone, as apps would, while the clock of the stack goes through the last weeks. */
export async function runSeed({ local, size = fullSize, say, signal }: SeedOptions): Promise<SeedResult> {
  const { clockFile, urls } = local;
  if (!clockFile) {
    throw new Problem('This stack has no clock that can be set: end it, and start it anew with npm start.');
  }
  const creators = seedCreators.slice(0, size.creators);
  const patience: Patience = { limitMs: outageLimitMs, say, signal };
  const look = crmOf(createApi(local, patience), urls['crm-sync'] ?? '');
  const whole = planSeed(creators, size, Date.now());
  const { missing, measuredAt } = await lookForMissing(look, creators, whole.posts);
  if (missing.length > 0) {
    const isFirst = missing.length === whole.posts.length;
    say(
      isFirst
        ? `Making ${whole.posts.length} posts of ${creators.length} creators over ${size.days} days …`
        : `An earlier run has left ${whole.posts.length - missing.length} of ${whole.posts.length} posts: going on …`,
    );
    const plan = goOn({ ...whole, posts: missing }, measuredAt);
    await fill({ local, clockFile, creators, plan, patience, say, signal });
  }
  return { creators: await summarise(look, creators), made: missing.length };
}

/** The planned posts that are not there, and up to when figures of the creators have been collected. */
async function lookForMissing(crm: Crm, creators: SeedCreator[], planned: PlannedPost[]) {
  const missing: PlannedPost[] = [];
  let measuredAt = 0;
  const accounts = accountsOf(creators, await crm.accounts());
  for (const { username } of creators) {
    const account = accounts.get(username);
    const found = account ? await crm.postsOf(account.accountId) : [];
    missing.push(
      ...missingOf(
        planned.filter((post) => post.username === username),
        found,
      ),
    );
    if (account?.figures) measuredAt = Math.max(measuredAt, Date.parse(account.figures.measuredAt));
  }
  return { missing, measuredAt };
}

/** The accounts of those creators who have one, by username. */
function accountsOf(creators: SeedCreator[], accounts: CrmAccount[]): Map<string, CrmAccount> {
  const names = new Set<string | null>(creators.map(({ username }) => username));
  return new Map(
    accounts
      .filter(({ username }) => names.has(username))
      .map((account) => [account.username ?? '', account] as const),
  );
}

async function summarise(crm: Crm, creators: SeedCreator[]): Promise<SeedResult['creators']> {
  const accounts = accountsOf(creators, await crm.accounts());
  return Promise.all(
    [...accounts].map(async ([username, { accountId, figures }]) => {
      const posts = await crm.postsOf(accountId);
      const views = posts.reduce((sum, post) => sum + (post.figures?.views ?? 0), 0);
      return { username, accountId, posts: posts.length, views, followers: figures?.followers ?? 0 };
    }),
  );
}

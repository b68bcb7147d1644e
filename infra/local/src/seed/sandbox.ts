import { Problem } from '../problem.ts';
import type { SeedCreator } from './creators.ts';

/** How long a video takes at TikTok while a month goes by in two minutes. */
const quick = { processingMs: 50, moderationMs: 50 };

export type SeedSandbox = ReturnType<typeof seedSandbox>;

/** The controls of the sandbox, as far as the seed needs them. */
export function seedSandbox(url: string) {
  const call = async <T>(path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/_sandbox/${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Problem(`The sandbox refused ${path} with ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  return {
    /** Makes them, or changes nothing about those that are there. */
    async addCreator(creator: SeedCreator): Promise<void> {
      const { username, displayName, bioDescription, followerCount, followingCount } = creator;
      await call('creators', { username, displayName, bioDescription, followerCount, followingCount });
    },
    /** The creator's next post is refused for what it says. */
    refuseNext: (username: string) => call('outcomes', { username, failReason: 'spam_risk_text' }),
    /** Lets videos pass quickly. Returns what puts the pace back. */
    async hurry(): Promise<() => Promise<unknown>> {
      const { processingMs, moderationMs } = await call<typeof quick>('settings');
      await call('settings', quick);
      return () => call('settings', { processingMs, moderationMs });
    },
  };
}

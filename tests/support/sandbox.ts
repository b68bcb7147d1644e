import { request } from 'undici';

/** A request that the sandbox received, as its journal tells it. */
export interface JournalEntry {
  /** When it came, by the sandbox's clock. */
  at: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  bodyBytes: number;
  status: number;
}

/** A post as the sandbox published it. */
export interface SandboxPost {
  postId: string;
  publishId: string;
  username: string;
  status: string;
  caption: string;
  bytes: number;
  sha256: string;
}

export interface SandboxFault {
  path: string;
  method?: string;
  kind: 'status' | 'latency' | 'reset' | 'lostResponse' | 'rateLimit';
  status?: number;
  ms?: number;
  times?: number;
  skip?: number;
}

/** The sandbox's control API, as far as these tests need it. */
export function sandboxControl(url: string) {
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await request(`${url}/_sandbox/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (answer.statusCode >= 300)
      throw new Error(`${path} answered ${answer.statusCode}: ${await answer.body.text()}`);
    return answer.body.json();
  };
  return {
    journal: async () => ((await call('journal')) as { requests: JournalEntry[] }).requests,
    posts: async () => ((await call('posts')) as { posts: SandboxPost[] }).posts,
    fault: (fault: SandboxFault) => call('faults', fault),
    /** Takes back those that have not happened yet. */
    async clearFaults(): Promise<void> {
      await request(`${url}/_sandbox/faults`, { method: 'DELETE' });
    },
    webhookFault: (fault: { kind: 'duplicate' | 'delay' | 'badSignature' | 'drop'; ms?: number }) =>
      call('webhooks/fault', fault),
    settings: (settings: object) => call('settings', settings),
    addCreator: (username: string) => call('creators', { username }),
    /** How the next video ends. */
    outcome: (outcome: { failReason?: string; moderation?: string }) => call('outcomes', outcome),
  };
}

import type { JWTPayload } from 'jose';

/** Short, so that a signing key that was taken back is soon without effect. */
const believedMs = 30_000;
const maxTokens = 1000;

/** Tokens whose signature was verified just now. */
export interface BelievedTokens {
  get(token: string): JWTPayload | undefined;
  add(token: string, payload: JWTPayload): void;
}

/** @param now milliseconds since the epoch */
export function createBelievedTokens(now: () => number = Date.now): BelievedTokens {
  const tokens = new Map<string, { payload: JWTPayload; until: number }>();
  return {
    get(token) {
      const known = tokens.get(token);
      if (!known) return undefined;
      if (known.until > now()) return known.payload;
      tokens.delete(token);
      return undefined;
    },
    add(token, payload) {
      const [oldest] = tokens.keys();
      if (tokens.size >= maxTokens && oldest !== undefined) tokens.delete(oldest);
      const end = (payload.exp ?? 0) * 1000;
      tokens.set(token, { payload, until: Math.min(end, now() + believedMs) });
    },
  };
}

import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const documentedLifetimeSeconds = 86_400;

/**
 * What TikTok answers to a code, flat. The code is spent by then, so no more is asked for than an account needs.
 * Source: developers.tiktok.com/doc/oauth-user-access-token-management
 */
const TokenAnswer = Compile(
  Type.Object({
    access_token: Type.String({ minLength: 1 }),
    expires_in: Type.Optional(Type.Integer({ minimum: 1 })),
    refresh_token: Type.String({ minLength: 1 }),
    refresh_expires_in: Type.Optional(Type.Integer({ minimum: 1 })),
    open_id: Type.String({ minLength: 1 }),
    scope: Type.Optional(Type.String()),
  }),
);

const ErrorAnswer = Compile(Type.Object({ error: Type.String({ minLength: 1 }) }));

const ClientFailure = Compile(
  Type.Object({
    data: Type.Object({ payload: Type.Unknown() }),
    output: Type.Object({ statusCode: Type.Integer() }),
  }),
);

export interface TokenGrant {
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  refreshExpiresInSeconds: number | null;
  openId: string;
  grantedScopes: string[];
}

/**
 * Raised when TikTok gave no token for a code. Carries TikTok's error code and nothing else: its message may repeat
 * the code or the secret, and the client's own error holds the whole request.
 */
export class CodeExchangeError extends Error {
  override readonly name = 'CodeExchangeError';
  /** TikTok's code, such as `invalid_grant`; `unreachable` or `unexpected_answer` where it gave none. */
  readonly code: string;
  constructor(code: string) {
    super(`TikTok gave no token for the code: ${code}`);
    this.code = code;
  }

  static fromClient(error: unknown): CodeExchangeError {
    if (!ClientFailure.Check(error)) return new CodeExchangeError('unreachable');
    const { payload } = error.data;
    const parsed = Buffer.isBuffer(payload) ? parseJson(payload.toString('utf8')) : payload;
    if (ErrorAnswer.Check(parsed)) return new CodeExchangeError(parsed.error);
    return new CodeExchangeError(error.output.statusCode >= 500 ? 'unreachable' : 'unexpected_answer');
  }
}

/** Reads an answer to a code. TikTok sends errors with status 200 too. Raises {@link CodeExchangeError}. */
export function readTokenAnswer(answer: unknown): TokenGrant {
  if (ErrorAnswer.Check(answer)) throw new CodeExchangeError(answer.error);
  if (!TokenAnswer.Check(answer)) throw new CodeExchangeError('unexpected_answer');
  return {
    accessToken: answer.access_token,
    expiresInSeconds: answer.expires_in ?? documentedLifetimeSeconds,
    refreshToken: answer.refresh_token,
    refreshExpiresInSeconds: answer.refresh_expires_in ?? null,
    openId: answer.open_id,
    grantedScopes: answer.scope?.split(',').filter(Boolean) ?? [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

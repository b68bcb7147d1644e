import { type ClientErrorCode, clientVerdict, type Disposition, type Verdict } from './dispositions.ts';

export interface TikTokErrorOptions {
  code: string;
  message: string;
  verdict: Verdict;
  /** The path of the call, or `upload_url`. */
  endpoint?: string | null;
  logId?: string | null;
  httpStatus?: number | null;
  retryAfterSeconds?: number | null;
  outcomeUnknown?: boolean;
  field?: string | null;
}

/**
 * The error of every call. Nothing in it holds a token, a code, a secret or an upload URL; so it has no `cause`:
 * the HTTP library's errors may hold what was sent or received.
 */
export class TikTokError extends Error {
  override readonly name = 'TikTokError';
  /** TikTok's own code (`rate_limit_exceeded`, `invalid_grant`, …) or one of this client's (`timeout`, `invalid_field`, …). */
  readonly code: string;
  readonly disposition: Disposition;
  /** Seconds until a retry makes sense, at most; null when none is known. */
  readonly retryAfterSeconds: number | null;
  /** The path of the call, or `upload_url` for a chunk; null when nothing was called. */
  readonly endpoint: string | null;
  /** TikTok's support asks for it. */
  readonly logId: string | null;
  readonly httpStatus: number | null;
  /** True when TikTok may have done what was asked although no success came back: never repeat an init blindly then. */
  readonly outcomeUnknown: boolean;
  /** The field that failed a check before anything was sent: `postInfo.title`. */
  readonly field: string | null;

  constructor(options: TikTokErrorOptions) {
    super(options.message);
    this.code = options.code;
    this.disposition = options.verdict.disposition;
    this.retryAfterSeconds = options.retryAfterSeconds ?? options.verdict.retryAfterSeconds;
    this.endpoint = options.endpoint ?? null;
    this.logId = options.logId ?? null;
    this.httpStatus = options.httpStatus ?? null;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
    this.field = options.field ?? null;
  }
}

/** An error that this client found by itself. */
export function clientError(
  code: ClientErrorCode,
  message: string,
  options: Omit<TikTokErrorOptions, 'code' | 'message' | 'verdict'> = {},
): TikTokError {
  return new TikTokError({ ...options, code, message, verdict: clientVerdict(code) });
}

/**
 * A value that TikTok would refuse, found before anything was sent.
 *
 * @param value what was given; the message tells its size or its type, and shows it only if it is a number
 */
export const invalidField = (field: string, problem: string, value?: unknown): TikTokError =>
  clientError(
    'invalid_field',
    `${field} ${problem}${value === undefined ? '' : `: it is ${sizeOf(value)}`}`,
    {
      field,
    },
  );

/** Text may be a secret, or somebody's. */
function sizeOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return `${value}`;
  if (typeof value === 'string') return `a text of ${value.length} UTF-16 units`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `of the type ${typeof value}`;
}

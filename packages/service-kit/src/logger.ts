import { type DestinationStream, type LogFn, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/** Property names whose values are secrets wherever they appear, up to three levels deep. */
const secretNames = [
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'clientSecret',
  'client_secret',
  'codeVerifier',
  'code_verifier',
  'uploadUrl',
  'upload_url',
  'password',
  'secret',
  'token',
  'signature',
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["tiktok-signature"]',
];

const atDepth = (depth: number) =>
  secretNames.map((name) => `${'*.'.repeat(depth)}${name}`.replace('.[', '['));

export interface LoggerOptions {
  service: string;
  level: string;
  /** Standard output unless told. */
  destination?: DestinationStream;
}

/** A pino logger that writes JSON lines, with secrets removed. Addresses are logged without their query: codes and states travel there. */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [0, 1, 2, 3].flatMap(atDepth), censor: '[redacted]' },
    serializers: { err: serializeError, error: serializeError, req: serializeRequest },
    hooks: {
      // Without a text pino takes the error's message for it, and past the serializer.
      logMethod(args: unknown[], method: LogFn) {
        const [first, text, ...rest] = args;
        const err = first instanceof Error ? first : errorIn(first);
        const isBare = err !== undefined && text === undefined;
        Reflect.apply(method, this, isBare ? [first, messageOf(err)] : [first, text, ...rest]);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Name, code, message and stack; never further properties: a driver's error carries the parameters of the query. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // Drizzle writes the query's parameters into its message, and so into its stack: the error under it is told.
  if ('query' in error && 'params' in error && error.cause) return serializeError(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : serializeError(error.cause);
  return { type: error.name, code, message: error.message, stack: error.stack, cause };
}

function errorIn(values: unknown): Error | undefined {
  if (typeof values !== 'object' || values === null || !('err' in values)) return undefined;
  return values.err instanceof Error ? values.err : undefined;
}

function messageOf(error: Error): string {
  const hasParameters = 'query' in error && 'params' in error;
  return hasParameters && error.cause instanceof Error ? error.cause.message : error.message;
}

function serializeRequest(request: { method: string; url: string; ip?: string }) {
  return { method: request.method, path: request.url.split('?', 1)[0], ip: request.ip };
}

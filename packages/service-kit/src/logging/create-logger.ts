import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { redactValues } from './redact.ts';
import { loggableMessage, serializeError } from './serialize-error.ts';
import { serializeRequest } from './serialize-request.ts';
import { scrub } from './scrub.ts';

export type { Logger } from 'pino';

export interface LoggerSettings {
  service: string;
  /** The least important level that is written. */
  level: string;
  /** Default: standard output. */
  destination?: DestinationStream;
}

const serializers = {
  err: (error: unknown) => serializeError(error),
  error: (error: unknown) => serializeError(error),
  req: serializeRequest,
  res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
};
const serialized = new Set(Object.keys(serializers));

/**
 * A pino logger that writes JSON lines and no secrets: values under telling names are replaced, errors are cut down to message
 * and stack, URLs lose their query string.
 */
export function createLogger({ service, level, destination }: LoggerSettings): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers,
    formatters: {
      level: (label) => ({ level: label }),
      bindings: (bindings) => redactValues(bindings, serialized),
      log: (values) => redactValues(values, serialized),
    },
    hooks: {
      // Without a text pino takes the error's message as it is.
      logMethod(args, method) {
        method.apply(this, scrubbedArguments(args));
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function scrubbedArguments(args: Parameters<Logger['info']>): Parameters<Logger['info']> {
  const [first, text, ...rest]: unknown[] = args;
  if (typeof first === 'string') return [scrub(first), ...(text === undefined ? rest : [text, ...rest])] as typeof args;
  if (typeof text === 'string') return [first, scrub(text), ...rest] as typeof args;
  const error = first instanceof Error ? first : errorWithin(first);
  return error ? ([first instanceof Error ? { err: first } : first, loggableMessage(error)] as typeof args) : args;
}

function errorWithin(values: unknown): Error | undefined {
  if (typeof values !== 'object' || values === null || !('err' in values)) return undefined;
  return values.err instanceof Error ? values.err : undefined;
}

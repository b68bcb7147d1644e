import type { FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Errors } from 'typebox/value';
import type { Sandbox } from '../sandbox.ts';
import { parameterError } from './api-error.ts';

/**
 * A reader of JSON bodies of one shape. TikTok ignores fields that it does not know.
 * @returns a function that gives the body or throws a parameter error
 */
export function createBodyReader<T extends TSchema>(schema: T) {
  const validator = Compile(schema);
  return ({ store }: Pick<Sandbox, 'store'>, request: FastifyRequest): Static<T> => {
    const body = parseJson(request);
    if (body === undefined) throw parameterError(store.settings, 'The request body is not valid JSON.');
    if (validator.Check(body)) return body;
    const where = Errors(schema, body)[0]?.instancePath.slice(1).replaceAll('/', '.');
    throw parameterError(store.settings, `The request parameter ${where || 'body'} is missing or invalid.`);
  };
}

/** The body as JSON, undefined when it is none. */
export function parseJson(request: FastifyRequest): unknown {
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (!isJson || !Buffer.isBuffer(request.body)) return undefined;
  try {
    return JSON.parse(request.body.toString());
  } catch {
    return undefined;
  }
}

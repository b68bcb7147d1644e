import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { invalidField, type TikTokError } from './errors/tiktok-error.ts';

/**
 * A check of what is about to be sent: returns it, or raises `invalid_field` that names the field, the rule and what is
 * harmless of the value.
 */
export function requestCheck<Schema extends TSchema>(schema: Schema) {
  const validator = Compile(schema);
  return (request: Static<Schema>): Static<Schema> => {
    if (validator.Check(request)) return request;
    throw firstProblem(validator.Errors(request), request);
  };
}

type Problem = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

function firstProblem(problems: Problem[], request: unknown): TikTokError {
  // Of a choice between objects, only the one that was meant counts: the one whose `source` fits.
  const notMeant = problems
    .filter(({ keyword, instancePath }) => keyword === 'const' && instancePath.endsWith('/source'))
    .map(({ schemaPath }) => schemaPath.replace(/\/properties\/source$/, ''));
  const relevant = problems.filter(
    ({ keyword, schemaPath }) =>
      keyword !== 'additionalProperties' && !notMeant.some((choice) => schemaPath.startsWith(choice)),
  );
  const problem = relevant.find(({ keyword }) => keyword !== 'anyOf') ?? relevant[0];
  if (!problem) return invalidField('request', 'does not fit', request);

  const field = problem.instancePath.slice(1).replaceAll('/', '.');
  if (problem.keyword === 'anyOf') return invalidField(`${field}.source`, 'is none of the known sources');
  if (problem.keyword === 'boolean') return invalidField(field, 'is no known field');
  if (problem.keyword === 'required') {
    const [missing = ''] = problem.params.requiredProperties;
    return invalidField(field ? `${field}.${missing}` : missing, 'is missing');
  }
  return invalidField(field || 'request', problem.message, valueAt(request, problem.instancePath));
}

const valueAt = (request: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      request,
    );

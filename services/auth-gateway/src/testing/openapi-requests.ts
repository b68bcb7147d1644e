import fc from 'fast-check';

/** As much of JSON Schema as the service's own OpenAPI document uses. */
export interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
}

interface Parameter {
  name: string;
  in: string;
  schema: JsonSchema;
}

export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: JsonSchema | undefined;
}

export interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema?: JsonSchema }> } }
    >
  >;
}

export interface GeneratedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export const operationsOf = ({ paths }: OpenApi): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: Object.values(requestBody?.content ?? {})[0]?.schema,
    })),
  );

/**
 * Requests for an operation: most of them nearly right, so that they get far; some nonsense.
 *
 * @param ids of things that are there
 */
export function requestsFor(operation: Operation, ids: string[]): fc.Arbitrary<GeneratedRequest> {
  const partsIn = (place: string) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [
            name,
            fc.oneof({ weight: 4, arbitrary: likely(schema, ids) }, text(ids)),
          ]),
      ),
    );
  const body: fc.Arbitrary<string | undefined> = operation.body
    ? fc.oneof(
        { weight: 6, arbitrary: likely(operation.body, ids).map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: fc.json() },
        { weight: 1, arbitrary: fc.string() },
      )
    : fc.constantFrom(undefined, '{}', '[');
  const contentType = fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    fc.constantFrom('application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=x', ''),
  );

  return fc
    .record({
      path: partsIn('path'),
      query: partsIn('query'),
      headers: partsIn('header'),
      body,
      contentType,
      extra: fc.boolean(),
    })
    .map(({ path, query, headers, body, contentType, extra }) => {
      const filled = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name) =>
        encodeURIComponent(plain(path[name])),
      );
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, plain(value)]),
      );
      if (extra) search.set('surprise', '1');
      return {
        method: operation.method,
        url: `${filled}${search.size > 0 ? `?${search}` : ''}`,
        headers: {
          ...Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, headerText(plain(value))]),
          ),
          ...(body !== undefined && contentType !== '' && { 'content-type': contentType }),
        },
        body,
      };
    });
}

function likely(schema: JsonSchema, ids: string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => likely(one, ids)));
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum: min = -10, maximum: max = 1_000_000 } = schema;
    return fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: Math.ceil(min), max }) },
      fc.double(),
      fc.maxSafeInteger(),
    );
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'array') return fc.array(likely(schema.items ?? {}, ids), { maxLength: 4 });
  if (schema.type === 'object' || schema.properties) return objectOf(schema, ids);
  if (schema.type === 'string') return textOf(schema, ids);
  return fc.anything({ maxDepth: 2, withNullPrototype: false });
}

function objectOf({ properties = {}, required = [] }: JsonSchema, ids: string[]): fc.Arbitrary<object> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      fc.oneof({ weight: 8, arbitrary: likely(schema, ids) }, fc.jsonValue()),
    ]),
  );
  const complete = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  return fc.oneof(
    { weight: 8, arbitrary: complete },
    fc.record(fields, { requiredKeys: [] }),
    fc.dictionary(fc.string(), fc.jsonValue()),
  );
}

function textOf({ format, pattern }: JsonSchema, ids: string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern) return fc.oneof(fc.stringMatching(new RegExp(pattern)), text(ids));
  return text(ids);
}

const text = (ids: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      ...ids,
      '',
      '\u0000',
      '%',
      "'; --",
      '../..',
      '__proto__',
      'https://planner.example.com/connected',
    ),
  );

const plain = (value: unknown): string =>
  (typeof value === 'string' ? value : `${JSON.stringify(value)}`).toWellFormed();

/** What HTTP can carry. */
const headerText = (value: string): string => value.replaceAll(/[^\x21-\x7e]/g, '_');

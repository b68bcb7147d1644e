import type { FastifySchemaCompiler, RouteOptions } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { findUnstorableText } from './storable-text.ts';

/**
 * Checks requests by their TypeBox schema. Unknown fields are refused, defaults filled in, and text becomes numbers and
 * booleans everywhere but in the body, where JSON has types of its own.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const closed = httpPart === 'headers' ? schema : withoutUnknownFields(schema);
  const validator = Compile(closed);
  const hasDefaults = JSON.stringify(schema).includes('"default":');
  return (input: unknown) => {
    // What is right as it came needs neither conversion nor defaults, which take much longer than the check.
    if (!hasDefaults && validator.Check(input) && findUnstorableText(input) === null) return { value: input };
    const typed = httpPart === 'body' ? input : Value.Convert(closed, input);
    const value = Value.Default(closed, typed);
    if (!validator.Check(value)) return { error: [...validator.Errors(value)] as never };
    const unstorable = findUnstorableText(value);
    return unstorable === null ? { value } : { error: [unstorableError(unstorable)] as never };
  };
};

const unstorableError = (instancePath: string) => ({
  keyword: 'text',
  schemaPath: '',
  instancePath,
  params: {},
  message: 'must not hold a NUL character or half of a surrogate pair',
});

/** A route that declares what it takes or answers takes no query that it does not declare: `?dryRun=true` must not be lost. */
export function refuseUndeclaredQuery(route: RouteOptions): void {
  const { schema } = route;
  if (!schema || schema.querystring !== undefined) return;
  const declares = schema.body !== undefined || schema.params !== undefined || schema.response !== undefined;
  if (declares) route.schema = { ...schema, querystring: Type.Object({}) };
}

/** The same schema, with `additionalProperties: false` on every object that does not say otherwise. */
function withoutUnknownFields<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(withoutUnknownFields) as Schema;
  if (typeof schema !== 'object' || schema === null) return schema;
  // Members of an intersection see each other's fields, so none of them may be closed.
  if ('allOf' in schema) return schema;
  const copy = Object.create(Object.getPrototypeOf(schema), Object.getOwnPropertyDescriptors(schema));
  for (const key of ['properties', 'patternProperties'] as const) {
    if (copy[key]) {
      copy[key] = Object.fromEntries(
        Object.entries(copy[key]).map(([name, property]) => [name, withoutUnknownFields(property)]),
      );
    }
  }
  for (const key of ['items', 'anyOf', 'oneOf'] as const) {
    if (copy[key]) copy[key] = withoutUnknownFields(copy[key]);
  }
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined) {
    copy.additionalProperties = false;
  }
  return copy;
}

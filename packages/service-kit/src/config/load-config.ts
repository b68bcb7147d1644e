import type { Static, TObject, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ConfigError, type ConfigProblem } from './config-error.ts';

/**
 * Reads what `schema` describes from the environment. Numbers and booleans are converted, defaults are filled in, and a
 * variable that is set to nothing counts as absent.
 *
 * Raises a ConfigError that lists everything missing or malformed, by name and with the description as a hint.
 */
export function loadConfig<T extends TObject>(schema: T, env: NodeJS.ProcessEnv): Static<T> {
  const values: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  const required: readonly string[] = schema.required ?? [];
  for (const [name, field] of Object.entries<TSchema>(schema.properties)) {
    const text = env[name];
    if (text !== undefined && text !== '') {
      values[name] = convert(field, text);
      if (!Value.Check(field, values[name])) {
        problems.push({ name, problem: `is malformed (${expectationOf(field)})`, hint: hintOf(field) });
      }
    } else if ('default' in field) {
      values[name] = field.default;
    } else if (required.includes(name)) {
      problems.push({ name, problem: 'is missing', hint: hintOf(field) });
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Value.Parse(schema, values);
}

const isInteger = /^-?\d{1,15}$/;
const isNumber = /^-?\d{1,15}(\.\d+)?$/;

/** Text that does not look like the type stays text, and the check then refuses it. */
function convert(field: TSchema, text: string): unknown {
  const type = typeOf(field);
  if (type === 'integer') return isInteger.test(text) ? Number(text) : text;
  if (type === 'number') return isNumber.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** What the field wants, without the value: TypeBox's own errors could carry it. */
function expectationOf(field: TSchema): string {
  const choices = choicesOf(field);
  if (choices.length > 0) return `must be one of ${choices.join(', ')}`;
  const type = typeOf(field);
  if (type === 'boolean') return 'must be true or false';
  const limits = [
    'minimum' in field ? `at least ${field.minimum}` : undefined,
    'maximum' in field ? `at most ${field.maximum}` : undefined,
    'minLength' in field ? `at least ${field.minLength} characters` : undefined,
    'format' in field ? `a ${field.format}` : undefined,
    'pattern' in field ? `like ${field.pattern}` : undefined,
  ].filter((limit) => limit !== undefined);
  const noun = type === 'integer' ? 'a whole number' : type === 'number' ? 'a number' : 'text';
  return `must be ${[noun, ...limits].join(', ')}`;
}

function choicesOf(field: TSchema): unknown[] {
  if ('enum' in field && Array.isArray(field.enum)) return field.enum;
  if (!('anyOf' in field) || !Array.isArray(field.anyOf)) return [];
  return field.anyOf.flatMap((choice: object) => ('const' in choice ? [choice.const] : []));
}

const typeOf = (field: TSchema): unknown => ('type' in field ? field.type : undefined);

function hintOf(field: TSchema): string | undefined {
  return 'description' in field && typeof field.description === 'string' ? field.description : undefined;
}

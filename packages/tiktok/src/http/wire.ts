import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { asRecord } from '../json.ts';

/** A value with TikTok's snake_case names: `avatarUrl100` becomes `avatar_url_100`. Absent properties are left out. */
export function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWire);
  const record = asRecord(value);
  if (!record) return value;
  const entries = Object.entries(record).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([name, part]) => [wireName(name), toWire(part)]));
}

/** `videoCoverTimestampMs` → `video_cover_timestamp_ms`. */
export const wireName = (name: string): string =>
  name.replace(/[A-Z]|(?<=[a-z])(?=\d)/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * A reader of answers: gives the value in camelCase with the schema's properties only, or undefined if it does not fit.
 * Null counts as absent, and what the schema does not name is dropped.
 */
export function wireReader<Schema extends TSchema>(schema: Schema) {
  const validator = Compile(schema);
  return (value: unknown): Static<Schema> | undefined => {
    const read: unknown = Value.Clean(schema, fromWire(value));
    return validator.Check(read) ? read : undefined;
  };
}

function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  const record = asRecord(value);
  if (!record) return value;
  const entries = Object.entries(record).filter(([, part]) => part !== null);
  return Object.fromEntries(entries.map(([name, part]) => [ourName(name), fromWire(part)]));
}

const ourName = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

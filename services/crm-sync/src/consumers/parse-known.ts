import { type CloudEvent, cloudEventOf, InvalidEventError } from '@postbus/contracts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

interface Definition<Data> {
  type: string;
  parse(value: unknown): CloudEvent<Data>;
}

const Typed = Type.Object({ type: Type.String() });

/**
 * Reads the events of a subject by their type. An event of a type that this version does not know, such as a later
 * `.v2`, is passed over: it gets `data: null`. Raises `InvalidEventError` for one that does not fit its schema.
 */
export const parseKnown =
  <Data>(definitions: Definition<Data>[]) =>
  (value: unknown): CloudEvent<Data | null> => {
    const type = Value.Check(Typed, value) ? value.type : 'without a type';
    const definition = definitions.find((known) => known.type === type);
    if (definition) return definition.parse(value);
    if (!Value.Check(cloudEventOf(type, Type.Unknown()), value)) throw new InvalidEventError(type, []);
    return { ...value, data: null };
  };

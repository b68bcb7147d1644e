import { isDeepStrictEqual } from 'node:util';
import { type StreamName, streams } from '@postbus/contracts';
import {
  DiscardPolicy,
  type JetStreamManager,
  NatsError,
  nanos,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from 'nats';

const day = 24 * 60 * 60 * 1000;

/** Twice the time after which a relay gives up on a lost acknowledgement and publishes again, and far more. */
const duplicateWindowMs = 10 * 60 * 1000;

/** Error codes of the JetStream API: `server/errors.json` of nats-server. */
const streamNotFound = 10059;
const streamNameInUse = 10058;

const wanted = (name: StreamName) =>
  ({
    subjects: [...streams[name].subjects],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos((name === 'DEAD' ? 90 : 7) * day),
    duplicate_window: nanos(duplicateWindowMs),
  }) satisfies Partial<StreamConfig>;

/**
 * Creates a stream of the contracts if it is missing. `mayUpdate` also brings one up to date whose settings differ from
 * ours; the number of replicas, limits of size and whatever else an operator has set stay as they are.
 */
export async function ensureStream(
  jsm: JetStreamManager,
  name: StreamName,
  mayUpdate: boolean,
): Promise<void> {
  const current = await findStream(jsm, name);
  if (!current) return createStream(jsm, name);
  const updated = { ...current, ...wanted(name) };
  if (mayUpdate && !isDeepStrictEqual(updated, current)) await jsm.streams.update(name, updated);
}

async function findStream(jsm: JetStreamManager, name: StreamName): Promise<StreamConfig | undefined> {
  try {
    return (await jsm.streams.info(name)).config;
  } catch (error) {
    if (isJetStreamError(error, streamNotFound)) return undefined;
    throw error;
  }
}

async function createStream(jsm: JetStreamManager, name: StreamName): Promise<void> {
  try {
    await jsm.streams.add({ name, ...wanted(name) });
  } catch (error) {
    // Another service made it in the meantime, perhaps in another version. Its owner brings it up to date.
    if (!isJetStreamError(error, streamNameInUse)) throw error;
  }
}

/** Whether JetStream answered with this error code. */
export const isJetStreamError = (error: unknown, code: number): boolean =>
  error instanceof NatsError && error.api_error?.err_code === code;

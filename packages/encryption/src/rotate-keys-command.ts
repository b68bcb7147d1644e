import { connect } from '@postbus/db';
import { WrappingKeyMissingError } from './data-keys.ts';
import { keyRingProvider } from './key-provider.ts';
import { KeyRingError, parseKeyRing } from './key-ring.ts';
import { type Rotation, rotateKeys } from './rotate-keys.ts';

const progressEveryMs = 1000;

/**
 * The command `rotate-keys` of a service: takes `DATABASE_URL` and `TOKEN_ENCRYPTION_KEYS` of the environment, tells its
 * progress, and ends with 1 if something is wrong or a ciphertext cannot be read.
 */
export async function rotateKeysCommand(
  service: string,
  { table, columns }: Pick<Rotation, 'table' | 'columns'>,
): Promise<void> {
  const { DATABASE_URL, TOKEN_ENCRYPTION_KEYS } = process.env;
  if (!DATABASE_URL || !TOKEN_ENCRYPTION_KEYS) {
    fail(`Set DATABASE_URL and TOKEN_ENCRYPTION_KEYS as ${service} has them.`);
    return;
  }
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort());
  const db = connect(DATABASE_URL, { applicationName: `${service} rotate-keys`, maxConnections: 2 });
  try {
    const provider = keyRingProvider(parseKeyRing(TOKEN_ENCRYPTION_KEYS));
    console.error(`${service}: the new data key comes into use as soon as every process can know it …`);
    const outcome = await rotateKeys({
      ...{ db, table, columns, provider, signal: interruption.signal },
      onProgress: tellProgress(service),
    });
    console.log(`${service}: ${outcome.reencrypted} ciphertexts made anew with the new data key`);
    console.log(
      `${service}: ${outcome.rewrapped} data keys moved to the wrapping key ${provider.currentKeyId}`,
    );
    if (outcome.unreadable.length > 0) {
      fail(
        `${service}: these cannot be read with any key and stay as they are:\n${outcome.unreadable.join('\n')}`,
      );
    }
  } catch (error) {
    if (interruption.signal.aborted) fail(`${service}: interrupted. Run it again to go on.`);
    else if (error instanceof KeyRingError || error instanceof WrappingKeyMissingError) fail(error.message);
    else throw error;
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

function tellProgress(service: string): NonNullable<Rotation['onProgress']> {
  let toldAt = 0;
  return ({ column, done, total }) => {
    if (done < total && Date.now() - toldAt < progressEveryMs) return;
    toldAt = Date.now();
    console.error(`${service}: ${column} ${done} of ${total}`);
  };
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import type { SigningKeys } from './signing-keys.ts';

const reloadMs = 60_000;
const dayMs = 24 * 3_600_000;

/** Takes in the keys that other replicas make, and makes the next one when the newest is old enough. */
export function createSigningKeyLoop({
  signingKeys,
  rotateAfterDays,
  logger,
}: {
  signingKeys: SigningKeys;
  rotateAfterDays: number;
  logger: Logger;
}): Loop {
  return createLoop(async () => {
    try {
      await signingKeys.reload();
      if (signingKeys.ageMs() > rotateAfterDays * dayMs) {
        await signingKeys.rotate();
        logger.info('made the next signing key');
      }
    } catch (error) {
      logger.warn({ err: error }, 'could not look for signing keys');
    }
    return reloadMs;
  });
}

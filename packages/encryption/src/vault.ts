import type { KeyObject } from 'node:crypto';
import { type Cipher, createCipher } from './cipher.ts';
import { type DataKeySource, loadDataKeys } from './data-keys.ts';

/** How often a running process looks for data keys that another one has made. */
export const reloadMs = 5_000;

export interface Vault {
  /** Encrypts with the newest data key that is active, opens with any. */
  cipher: Cipher;
  /** Looks for new data keys now. */
  reload(): Promise<void>;
  /** Looks for them every few seconds, until `stop`. The keys at hand stay when that fails. */
  start(onError: (error: unknown) => void): void;
  stop(): void;
}

/**
 * Opens the data keys of a service; makes the first one if there is none. Raises `WrappingKeyMissingError` if the
 * provider cannot open all of them, because then some ciphertexts could not be read.
 *
 * @param now milliseconds since the epoch
 */
export async function openVault(source: DataKeySource, now: () => number = Date.now): Promise<Vault> {
  const keys = new Map<string, KeyObject>();
  let activations: { id: string; from: number }[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function reload(): Promise<void> {
    const loaded = await loadDataKeys(source);
    // One that is gone from the table is kept: a row that was read before may still need it.
    for (const { id, key } of loaded) keys.set(id, key);
    activations = loaded.map(({ id, activeFrom }) => ({ id, from: activeFrom.getTime() }));
  }

  await reload();
  const cipher = createCipher({
    keys,
    get currentKeyId() {
      const active = activations.findLast(({ from }) => from <= now()) ?? activations[0];
      return active?.id ?? '';
    },
  });
  return {
    cipher,
    reload,
    start(onError) {
      timer = setInterval(() => reload().catch(onError), reloadMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}

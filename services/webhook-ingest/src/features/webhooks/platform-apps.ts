import { once } from 'node:events';
import type { Logger } from '@postbus/service-kit';

/** Nobody who sends wrong signatures makes the service ask more often than this. */
const minGapMs = { afterAnswer: 5000, afterFailure: 500 };
/** How long a webhook waits for an answer. */
const patienceMs = 2000;

/** Secrets that webhooks may be signed with, by the client key of their app: the current one first. */
export type WebhookSecrets = ReadonlyMap<string, readonly string[]>;

export interface PlatformApps {
  /** Those of one app, or of all. */
  secretsOf(clientKey: string | undefined): readonly string[];
  /** Whether a secret is the one that the app signs with now, and not the one before. */
  isCurrent(clientKey: string, secret: string): boolean;
  /**
   * Asks for what has changed, unless that was done just now. Returns false when it cannot be told whether the app is
   * known, or has a new secret.
   */
  lookAgain(clientKey: string | undefined): Promise<boolean>;
  /** Begins to ask at intervals. */
  start(): void;
  stop(): void;
}

export interface PlatformAppsOptions {
  /** Of the default app: always accepted. */
  own: WebhookSecrets;
  /** Asks auth-gateway for those of all apps; null where there is none to ask. */
  fetchSecrets: (() => Promise<WebhookSecrets>) | null;
  everyMs: number;
  clock: () => Date;
  logger: Logger;
}

/** Keeps the secrets of the platform apps in memory: the default one's, and those that auth-gateway knows. */
export function createPlatformApps(options: PlatformAppsOptions): PlatformApps {
  const { own, fetchSecrets, everyMs, clock, logger } = options;
  let fetched: WebhookSecrets = new Map();
  let known = secretsByApp(own, fetched);
  let isUpToDate = fetchSecrets === null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const gapMs = () => (isUpToDate ? minGapMs.afterAnswer : minGapMs.afterFailure);

  function ask(): Promise<void> {
    if (!fetchSecrets) return Promise.resolve();
    asking ??= fetchSecrets()
      .then(
        (secrets) => {
          fetched = secrets;
          known = secretsByApp(own, fetched);
          isUpToDate = true;
        },
        (err: unknown) => {
          isUpToDate = false;
          logger.warn({ err }, 'could not ask auth-gateway for the secrets of the platform apps');
        },
      )
      .finally(() => {
        askedAt = clock().getTime();
        asking = undefined;
      });
    return asking;
  }

  return {
    secretsOf(clientKey) {
      if (clientKey === undefined) return [...new Set([...known.values()].flat())];
      return known.get(clientKey) ?? [];
    },

    isCurrent: (clientKey, secret) =>
      own.get(clientKey)?.[0] === secret || fetched.get(clientKey)?.[0] === secret,

    async lookAgain(clientKey) {
      if (asking || clock().getTime() - askedAt > gapMs()) {
        await Promise.race([ask(), once(AbortSignal.timeout(patienceMs), 'abort')]);
      }
      return (isUpToDate && !asking) || (clientKey !== undefined && own.has(clientKey));
    },

    start() {
      void ask();
      timer = setInterval(ask, everyMs);
    },
    stop: () => clearInterval(timer),
  };
}

/** All secrets of each app, whoever knows them, each once. */
function secretsByApp(own: WebhookSecrets, fetched: WebhookSecrets): WebhookSecrets {
  const clientKeys = new Set([...own.keys(), ...fetched.keys()]);
  const secretsOf = (clientKey: string) =>
    new Set([own, fetched].flatMap((secrets) => secrets.get(clientKey) ?? []));
  return new Map([...clientKeys].map((clientKey) => [clientKey, [...secretsOf(clientKey)]]));
}

interface AppConfig {
  TIKTOK_CLIENT_KEY: string;
  TIKTOK_CLIENT_SECRET: string;
  TIKTOK_CLIENT_SECRET_PREVIOUS?: string;
}

/** The default app, as the environment has it: its secret, and the previous one while a new one is brought in. */
export function defaultAppOf(config: AppConfig): WebhookSecrets {
  const { TIKTOK_CLIENT_SECRET: current, TIKTOK_CLIENT_SECRET_PREVIOUS: previous } = config;
  return new Map([[config.TIKTOK_CLIENT_KEY, previous ? [current, previous] : [current]]]);
}

import type { CloudEvent } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { Bus, ConsumerOptions } from '@postbus/events';
import type { Authenticator, Logger } from '@postbus/service-kit';
import type { Config } from './config.ts';

/** What main.ts builds once and everything else is given. */
export interface Dependencies {
  config: Config;
  db: Database;
  bus: Bus;
  authenticator: Authenticator;
  logger: Logger;
  /** Milliseconds since 1970; the system's clock unless told. */
  clock?: () => number;
  /** From 0 to 1; `Math.random` unless told. */
  random?: () => number;
}

/** What every consumer of the service has in common. */
export type ConsumerDependencies = Pick<
  ConsumerOptions<CloudEvent>,
  'db' | 'bus' | 'logger' | 'onDeadLetter' | 'onTakenIn'
> & { clock: () => number };

import { type DatabaseService, databaseServices } from '@postbus/db';
import { dataDirectory } from '../paths.ts';
import { Problem } from '../problem.ts';

/** What runs as a process of its own and is ours: the services with a database, and the console before them. */
export type StackService = DatabaseService | 'console';

/** What listens on a port of its own. */
export type PortName = StackService | 'sandbox' | 'postgres' | 'nats';
export type Ports = Record<PortName, number>;

/** How each is called for people, which variable moves it and where it is otherwise. */
export const portDefaults: Record<PortName, { title: string; variable: string; port: number }> = {
  console: { title: 'console', variable: 'CONSOLE_PORT', port: 4000 },
  'auth-gateway': { title: 'auth-gateway', variable: 'AUTH_GATEWAY_PORT', port: 4001 },
  uploader: { title: 'uploader', variable: 'UPLOADER_PORT', port: 4002 },
  'webhook-ingest': { title: 'webhook-ingest', variable: 'WEBHOOK_INGEST_PORT', port: 4003 },
  'crm-sync': { title: 'crm-sync', variable: 'CRM_SYNC_PORT', port: 4004 },
  sandbox: { title: 'sandbox', variable: 'SANDBOX_PORT', port: 4010 },
  nats: { title: 'NATS', variable: 'NATS_PORT', port: 4022 },
  postgres: { title: 'PostgreSQL', variable: 'POSTGRES_PORT', port: 4032 },
};

export const portNames = Object.keys(portDefaults) as PortName[];

export interface StackOptions {
  /** Ports that differ from what the environment or the defaults say. */
  ports?: Partial<Ports>;
  /** Where it keeps everything; `POSTBUS_DATA_DIR` or `.postbus` unless told. */
  dataDir?: string;
  /** Told what happens, a line at a time. Silent unless given. */
  log?: (line: string) => void;
  /** Set for every service and for the sandbox, over what they would get otherwise. */
  env?: Record<string, string>;
  /** Which services to start; all five unless told. */
  services?: StackService[];
  /** PostgreSQL settings besides the defaults. */
  postgresSettings?: Record<string, string>;
  /** Whether its clock can be set, as `npm run demo:seed` does. Of no effect without the sandbox. */
  hasClock?: boolean;
  /** Gives up the start and ends what was started. */
  signal?: AbortSignal;
  /** Instead of the environment of this process: ports, `DATABASE_URL`, `NATS_URL`, `TIKTOK_…`. */
  processEnv?: NodeJS.ProcessEnv;
}

/** {@link StackOptions} with every gap filled. */
export interface StackSettings {
  ports: Ports;
  dataDir: string;
  log: (line: string) => void;
  env: Record<string, string>;
  services: StackService[];
  postgresSettings: Record<string, string>;
  hasClock: boolean;
  processEnv: NodeJS.ProcessEnv;
}

/** Fills in what was not given from the environment and the defaults. Raises a Problem for a port that is none. */
export function stackSettings(options: StackOptions): StackSettings {
  const processEnv = options.processEnv ?? process.env;
  return {
    ports: { ...portsOf(processEnv), ...options.ports },
    dataDir: options.dataDir ?? dataDirectory(processEnv),
    log: options.log ?? (() => {}),
    env: options.env ?? {},
    services: options.services ?? ['console', ...databaseServices],
    postgresSettings: options.postgresSettings ?? {},
    hasClock: options.hasClock ?? false,
    processEnv,
  };
}

function portsOf(env: NodeJS.ProcessEnv): Ports {
  const ports = portNames.map((name) => {
    const { variable, port } = portDefaults[name];
    const given = env[variable];
    const chosen = given ? Number(given) : port;
    if (!Number.isInteger(chosen) || chosen < 1 || chosen > 65_535) {
      throw new Problem(`${variable} must be a port between 1 and 65535.`);
    }
    return [name, chosen];
  });
  return Object.fromEntries(ports);
}

import { join } from 'node:path';
import { type DatabaseService, serviceDatabases } from '@postbus/db';
import { Problem } from '../problem.ts';
import { buildConsole } from './build-console.ts';
import { type AdminClient, createClients } from './clients.ts';
import { provideClock, type StackClock } from './clock.ts';
import { makeDataFolders } from './data-folders.ts';
import { migrateAll, withLogin } from './database.ts';
import {
  consoleEnvironment,
  consoleUrl,
  type EnvironmentParts,
  localUrl,
  sandboxEnvironment,
  serviceEnvironment,
  signInUrl,
} from './environment.ts';
import { provideBus, provideDatabase, type StackBus, type StackDatabase } from './infrastructure.ts';
import { removeLocalFile, writeLocalFile } from './local-file.ts';
import { lockStack, type StackLock } from './lock.ts';
import { keepPreviousLogs, readLogs } from './log-files.ts';
import { createManagedService, type ManagedService } from './managed-service.ts';
import { choosePlatform } from './platform.ts';
import { createReplicas, type Replica } from './replicas.ts';
import { requireFreePorts } from './required-ports.ts';
import { loadSecrets } from './secrets.ts';
import {
  portDefaults,
  type StackOptions,
  type StackService,
  type StackSettings,
  stackSettings,
} from './settings.ts';

import { createSteps } from './steps.ts';

/** A server under the services that a test can take away. */
export interface StackServer {
  /** Ends it and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
}

/** Everything that runs. */
export interface Stack {
  urls: Partial<Record<StackService | 'sandbox', string>>;
  platform: 'sandbox' | 'tiktok';
  adminClient: AdminClient;
  /** Signs the administrator in to the console; only where that runs, and for this machine. */
  signInUrl?: string | undefined;
  dataDir: string;
  logDirectory: string;
  /** Sets the clock of all processes; undefined unless it was asked for. */
  clockFile?: string | undefined;
  /** The database as its administrator. */
  databaseUrl: string;
  /** NATS as its administrator. */
  natsUrl: string;
  postgres: StackServer;
  nats: StackServer;
  /** Raises an error if this stack has no such service. */
  service(name: StackService | 'sandbox'): ManagedService;
  /** Starts one more process of a service on a free port. It ends with the stack, if not before. */
  startReplica(name: DatabaseService): Promise<Replica>;
  /** Everything that the processes have written so far, by the name of the log. */
  logs(): Promise<Record<string, string>>;
  /** Ends everything: services, sandbox, NATS, PostgreSQL. */
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL, NATS, the sandbox and the services, brings the database up to date and stores the clients.
 * Resolves when every service is ready. Raises a Problem that says what to do, after ending what it had started.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const settings = stackSettings(options);
  const folders = await makeDataFolders(settings.dataDir);
  const lock = await lockStack(settings.dataDir);
  const services = new Map<StackService | 'sandbox', ManagedService>();
  const servers: { database?: StackDatabase; bus?: StackBus; replicas?: ReturnType<typeof createReplicas> } =
    {};
  const { signal, together } = createSteps(options.signal);

  const close = async () => {
    const { sandbox, ...rest } = Object.fromEntries(services);
    await Promise.all([servers.replicas?.stop(), ...Object.values(rest).map((service) => service?.stop())]);
    await sandbox?.stop();
    await servers.bus?.server?.stop();
    await servers.database?.server?.stop();
    lock.release();
  };

  try {
    signal.throwIfAborted();
    await removeLocalFile(settings.dataDir);
    const secrets = await loadSecrets(settings.dataDir);
    const platform = choosePlatform(settings.processEnv, localUrl(settings, 'sandbox'), secrets);
    await requireFreePorts(settings, platform.kind === 'sandbox');
    await keepPreviousLogs(folders.logs);

    const parts: EnvironmentParts = {
      settings,
      secrets,
      folders,
      platform,
      databaseUrl: (service) =>
        withLogin(adminUrl(), serviceDatabases[service].role, secrets.rolePasswords[service]),
      natsUrl: (service) => servers.bus?.url(service) ?? '',
    };
    const adminUrl = () => servers.database?.adminUrl ?? '';
    const clock = await provideClock(settings, platform);
    const replicas = createReplicas({ parts, lock, clock });
    servers.replicas = replicas;
    const manage = serviceMaker({ settings, logs: folders.logs, lock, clock });

    const common = { settings, folders, secrets, signal };
    const startDatabase = async () => {
      servers.database = await provideDatabase(common);
      if (servers.database.server) lock.record('postgresql', servers.database.server.process().pid);
      await migrateAll(adminUrl(), secrets.rolePasswords);
    };
    const startBus = async () => {
      servers.bus = await provideBus(common);
      if (servers.bus.server) lock.record('nats-server', servers.bus.server.process().pid);
    };
    if (platform.kind === 'sandbox') {
      services.set('sandbox', manage('sandbox', 'infra/sandbox', '/', sandboxEnvironment(parts)));
    }
    const startSandbox = async () => services.get('sandbox')?.start(signal);
    const hasConsole = settings.services.includes('console');
    const startWeb = async () => hasConsole && (await buildConsole({ signal, log: settings.log }));
    await together(startDatabase(), startBus(), startSandbox(), startWeb());

    for (const name of settings.services) {
      const env = name === 'console' ? consoleEnvironment(parts) : serviceEnvironment(name, parts);
      services.set(name, manage(name, `services/${name}`, '/health/ready', env));
    }
    const consoleUrls = [localUrl(settings, 'console'), consoleUrl(settings)];
    const clients = createClients(parts.databaseUrl('auth-gateway'), secrets, consoleUrls);
    await together(clients, ...[...services.values()].map((service) => service.start(signal)));
    const adminClient = await clients;

    const urls = Object.fromEntries([...services.keys()].map((name) => [name, localUrl(settings, name)]));
    const stack: Stack = {
      urls,
      platform: platform.kind,
      adminClient,
      signInUrl: hasConsole ? signInUrl(parts) : undefined,
      dataDir: settings.dataDir,
      logDirectory: folders.logs,
      clockFile: clock?.file,
      databaseUrl: adminUrl(),
      natsUrl: servers.bus?.url('admin') ?? '',
      postgres: recorded('postgresql', servers.database?.server, lock),
      nats: recorded('nats-server', servers.bus?.server, lock),
      service(name) {
        const service = services.get(name);
        if (!service) throw new Error(`this stack has no ${name}`);
        return service;
      },
      startReplica: replicas.start,
      logs: () => readLogs(folders.logs),
      close,
    };
    await writeLocalFile(settings.dataDir, stack);
    return stack;
  } catch (error) {
    await close();
    throw error;
  }
}

interface MakerParts {
  settings: StackSettings;
  logs: string;
  lock: StackLock;
  clock: StackClock | undefined;
}

function serviceMaker({ settings, logs, lock, clock }: MakerParts) {
  return (name: StackService | 'sandbox', folder: string, readyPath: string, env: NodeJS.ProcessEnv) =>
    createManagedService({
      name,
      folder,
      readyPath,
      env: { ...env, ...clock?.env },
      nodeOptions: clock?.nodeOptions ?? [],
      port: settings.ports[name],
      portVariable: portDefaults[name].variable,
      logFile: join(logs, `${name}.log`),
      log: settings.log,
      onStart: lock.record,
    });
}

/** A server of our own whose next process is remembered too. One that was given cannot be ended by us. */
function recorded(
  name: string,
  server: (StackServer & { process(): { pid: number } }) | undefined,
  lock: StackLock,
): StackServer {
  const own = () => {
    if (!server) throw new Problem(`${name} was given by the environment and is not this stack's to end.`);
    return server;
  };
  return {
    stop: async (signal) => own().stop(signal),
    async start() {
      await own().start();
      lock.record(name, own().process().pid);
    },
  };
}

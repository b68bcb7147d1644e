import { join } from 'node:path';
import type { DatabaseService } from '@postbus/db';
import { freePorts } from '@postbus/testing/free-port';
import type { StackClock } from './clock.ts';
import { type EnvironmentParts, serviceEnvironment } from './environment.ts';
import type { StackLock } from './lock.ts';
import { createManagedService, type ManagedService } from './managed-service.ts';
import { portDefaults } from './settings.ts';

/** A further process of a service. */
export interface Replica extends ManagedService {
  url: string;
}

interface ReplicaParts {
  parts: EnvironmentParts;
  lock: StackLock;
  clock: StackClock | undefined;
}

/** Starts further processes of services, each on a free port, and ends them all. */
export function createReplicas({ parts, lock, clock }: ReplicaParts) {
  const { settings, folders } = parts;
  const replicas: Replica[] = [];
  return {
    async start(service: DatabaseService): Promise<Replica> {
      const [port = 0] = await freePorts(1);
      const name = `${service}-${replicas.length + 2}`;
      const managed = createManagedService({
        name,
        folder: `services/${service}`,
        readyPath: '/health/ready',
        env: { ...serviceEnvironment(service, parts), ...clock?.env, PORT: `${port}` },
        nodeOptions: clock?.nodeOptions ?? [],
        port,
        portVariable: portDefaults[service].variable,
        logFile: join(folders.logs, `${name}.log`),
        log: settings.log,
        onStart: lock.record,
      });
      const replica = { ...managed, url: `http://127.0.0.1:${port}` };
      replicas.push(replica);
      await replica.start();
      return replica;
    },
    stop: () => Promise.all(replicas.map((replica) => replica.stop())),
  };
}

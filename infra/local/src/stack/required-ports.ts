import { Problem } from '../problem.ts';
import { isPortFree, portInUse } from '../processes/ports.ts';
import { type PortName, portDefaults, type StackSettings } from './settings.ts';

/** Raises one Problem that names every port which the stack needs and somebody else has. */
export async function requireFreePorts(settings: StackSettings, withSandbox: boolean): Promise<void> {
  const { processEnv, services, ports } = settings;
  const needed: PortName[] = [...services];
  if (withSandbox) needed.push('sandbox');
  if (!processEnv.DATABASE_URL) needed.push('postgres');
  if (!processEnv.NATS_URL) needed.push('nats');
  const free = await Promise.all(needed.map((name) => isPortFree(ports[name])));
  const taken = needed
    .filter((_, index) => !free[index])
    .map((name) => ({
      name: portDefaults[name].title,
      port: ports[name],
      variable: portDefaults[name].variable,
    }));
  if (taken.length > 0) throw new Problem(portInUse(taken));
}

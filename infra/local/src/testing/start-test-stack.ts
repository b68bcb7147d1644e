import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseServices } from '@postbus/db';
import { freePorts } from '@postbus/testing';
import { postgresUser } from '../postgres/system-user.ts';
import { type Ports, portNames, type StackOptions } from '../stack/settings.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What may differ from a usual test stack. */
export type TestStackOptions = Pick<
  StackOptions,
  'env' | 'services' | 'postgresSettings' | 'log' | 'hasClock'
>;

export interface TestStack extends Stack {
  ports: Ports;
}

/** Variables of this machine's user that would lead a test stack away from what it starts itself. */
const foreign =
  /^(DATABASE_URL|NATS_|TIKTOK_|TOKEN_ENCRYPTION|MEDIA_DIRECTORY|\w+_PORT$|\w+_PUBLIC_URL$|POSTBUS_)/;

/**
 * Starts a whole stack for one test file: free ports, a temporary folder, its own PostgreSQL and NATS, the sandbox. It
 * shares nothing with a stack that runs on this machine. `close()` also removes its folder.
 *
 * PostgreSQL does not wait for the disk, which only the loss of power could show; what it has committed outlives
 * `kill -9` all the same.
 */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const folder = await temporaryFolder('stack', postgresUser());
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const numbers = await freePorts(portNames.length);
  const ports = Object.fromEntries(portNames.map((name, index) => [name, numbers[index]])) as Ports;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  try {
    const stack = await startStack({
      // The console only where a test asks for it: nothing else needs it.
      services: [...databaseServices],
      ...options,
      ports,
      dataDir: join(folder, 'data'),
      postgresSettings: { fsync: 'off', full_page_writes: 'off', ...options.postgresSettings },
      processEnv: Object.fromEntries(inherited),
    });
    return {
      ...stack,
      ports,
      async close() {
        await stack.close();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/** Writes the next migration of one service from its tables: `pnpm --filter @postbus/db generate <service> [--name what]`. */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { name: { type: 'string' } } });
const [service] = positionals;
if (!service) {
  console.error('Name the service: pnpm --filter @postbus/db generate <service> [--name what]');
  process.exit(1);
}
const name = values.name ? ['--name', values.name] : [];
const { status } = spawnSync('drizzle-kit', ['generate', ...name], {
  stdio: 'inherit',
  env: { ...process.env, POSTBUS_SERVICE: service },
});
process.exit(status ?? 1);

import { defineConfig } from 'drizzle-kit';

// Called as `pnpm --filter @postbus/db generate <service>`.
const service = process.env.POSTBUS_SERVICE;
if (!service) throw new Error('Name the service: pnpm --filter @postbus/db generate <service>');

export default defineConfig({
  dialect: 'postgresql',
  schema: `./src/${service}/*.ts`,
  out: `./migrations/${service}`,
});

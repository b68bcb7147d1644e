import { type DatabaseService, databaseServices, migrate } from './src/index.ts';

/**
 * Brings services' schemas and roles up to date: `node packages/db/migrate.ts [service …]`, all of them unless named.
 * `DATABASE_URL` names a role that may create schemas and roles; each service's role gets the password in
 * `DATABASE_PASSWORD_<SERVICE>`.
 */
const names = process.argv.slice(2);
const services = names.length > 0 ? names : databaseServices;
const adminUrl = process.env.DATABASE_URL;
const problems = [
  ...(adminUrl ? [] : ['DATABASE_URL is missing']),
  ...services.filter((name) => !isService(name)).map((name) => `there is no service "${name}"`),
  ...services
    .filter((name) => isService(name) && !passwordOf(name))
    .map((name) => `${variableOf(name)} is missing`),
];
if (!adminUrl || problems.length > 0) {
  console.error(`Cannot migrate: ${problems.join('; ')}.`);
  process.exit(1);
}

for (const service of services.filter(isService)) {
  try {
    await migrate({ adminUrl, service, password: passwordOf(service) });
    console.log(`${service}: up to date`);
  } catch (error) {
    console.error(`${service}: ${error instanceof Error ? describe(error) : error}`);
    process.exit(1);
  }
}

function isService(name: string): name is DatabaseService {
  return databaseServices.some((service) => service === name);
}

function variableOf(service: string): string {
  return `DATABASE_PASSWORD_${service.toUpperCase().replaceAll('-', '_')}`;
}

function passwordOf(service: string): string {
  return process.env[variableOf(service)] ?? '';
}

/** Without the statement, which may hold a password. */
function describe(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause ? `${cause.message} (${cause.code})` : cause.message;
}

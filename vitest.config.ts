import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,services,infra}/**/*.test.ts', 'tests/**/*.test.ts'],
    // Starts one PostgreSQL server for all test files and finds nats-server.
    globalSetup: ['infra/local/src/testing/global-setup.ts'],
    // Generous: a limit is there to end a hang, not to measure speed.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});

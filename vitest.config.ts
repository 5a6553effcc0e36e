import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}tests/setup/server-only.ts` },
    ],
  },
  test: {
    setupFiles: ['tests/setup/environment.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Also on two processors: tests of the database mostly wait.
    maxWorkers: 2,
    retry: 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/node_modules/**', '.next/**', '.data/**', '**/*.db.test.ts', 'tests/integration/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['**/*.db.test.ts', 'tests/integration/**/*.test.ts'],
          exclude: ['**/node_modules/**', '.next/**', '.data/**'],
          // They wait for a real Postgres and a simulator: on a busy machine that takes its time.
          testTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
          globalSetup: ['tests/setup/database-server.ts'],
          setupFiles: ['tests/setup/environment.ts', 'tests/setup/worker-database.ts'],
        },
      },
    ],
  },
});

import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, testBrowser } from './tests/setup/browser';

const inBrowser = {
  channel: undefined,
  viewport: { width: 1280, height: 800 },
  locale: 'pt-BR',
  timezoneId: 'America/Sao_Paulo',
  launchOptions: { executablePath: testBrowser(), args: CHROMIUM_FLAGS },
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './tests/setup/end-to-end.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // The API's tests mostly wait; browsers need the processors.
  workers: 3,
  // For slow machines: a wait ends as soon as what is waited for is there.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Tracing what passes costs a browser journey two thirds of its time again.
  use: { trace: 'on-first-retry', screenshot: 'only-on-failure' },
  projects: [
    { name: 'api', testMatch: '**/tests/api/**/*.spec.ts' },
    // Wants redis-server and pgbouncer: `npm run test:scale`.
    ...(process.env.RECADO_TEST_MODE === 'scale'
      ? [{ name: 'scale', testMatch: '**/tests/scale/**/*.spec.ts' }]
      : []),
    // `npm run screenshots`.
    ...(process.env.RECADO_SCREENSHOTS
      ? [{ name: 'screens', workers: 1, testMatch: '**/tests/screens/**/*.spec.ts', use: inBrowser }]
      : []),
    {
      name: 'e2e',
      workers: 2,
      // A browser on a busy machine: what passes only the second time is named at the end.
      retries: 1,
      testMatch: '**/tests/e2e/**/*.spec.ts',
      use: inBrowser,
    },
  ],
});

import { expect } from '@playwright/test';
import { test } from '../e2e/fixtures';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase, startTestPostgres } from '../setup/test-postgres';

test('a killed server comes back at its address, and a stopped database at its own', async ({
  app,
  request,
}) => {
  const postgres = await startTestPostgres();
  try {
    const databaseUrl = await cloneDatabase(postgres.serverUrl);
    const options = { databaseUrl, simulator: app.simulator, dataDir: postgres.dataDir };
    const first = await startTestApp(options);
    await first.kill();
    await expect(request.get(`${first.url}/api/health/live`)).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);

    const second = await startTestApp({ ...options, port: first.port });
    expect((await request.get(`${first.url}/api/health/live`)).status()).toBe(200);

    await postgres.stop();
    await postgres.restart();
    await second.stop();
    const third = await startTestApp({ ...options, port: first.port });
    await third.stop();
  } finally {
    await postgres.remove();
  }
});

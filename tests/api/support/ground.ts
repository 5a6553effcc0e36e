import postgres, { type Sql } from 'postgres';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { startTestApp, type TestApp } from '../../setup/test-app';
import { cloneDatabase } from '../../setup/test-postgres';
import { type Api, withToken } from './client';
import { test as base } from './fixtures';
import { insertOrganization, type KnownOrganization } from './organizations';

type SimulatorOptions = NonNullable<Parameters<typeof startSimulator>[0]>;

export type Ground = {
  simulator: Simulator;
  control: Simulator['control'];
  sql: Sql;
  /** The owner of the one organization. */
  organization: KnownOrganization;
  /** Full scope, on whichever server runs now. */
  api: Api;
  /** The one that runs; `start` brings another to the same address. */
  server: () => TestApp;
  start: () => Promise<void>;
};

/** An app, a WAHA and a database of a test's own, so that it may break each of them. */
export const test = base.extend<{
  wahaOptions: SimulatorOptions;
  /** Settings of the app on top. */
  appEnv: Record<string, string>;
  ground: Ground;
}>({
  wahaOptions: [{}, { option: true }],
  appEnv: [{}, { option: true }],
  ground: async ({ app, wahaOptions, appEnv }, use) => {
    const simulator = await startSimulator({
      speed: 20,
      apiKey: 'key',
      ...wahaOptions,
      timings: { qrFirstMs: 12_000_000, ...wahaOptions.timings },
    });
    const databaseUrl = await cloneDatabase(app.serverUrl);
    const options = {
      databaseUrl,
      simulator: { url: simulator.url, apiKey: 'key' },
      dataDir: app.dataDir,
      env: appEnv,
    };
    let server = await startTestApp(options);
    const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    const organization = await insertOrganization(sql);
    await use({
      organization,
      simulator,
      control: simulator.control,
      sql,
      api: withToken(server.url, organization.token),
      server: () => server,
      start: async () => {
        server = await startTestApp({ ...options, port: server.port });
      },
    });
    await sql.end({ timeout: 1 });
    await server.stop();
    await simulator.close();
  },
});

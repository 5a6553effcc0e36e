import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../db/embedded';
import { postgresFolder } from '../../db/embedded-server/data-folder';
import { freePort } from '../../db/embedded-server/ports';
import { readPostmaster } from '../../db/embedded-server/postmaster';
import { startTestApp, type TestApp } from '../../tests/setup/test-app';
import type { Targets } from './proxy';

/** A durable Postgres that can be taken away: what was committed must survive a kill. */
export async function startDatabase(dataDir: string) {
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, durable: true });
  const { url, port } = server;
  const start = async () => {
    server = await startEmbeddedPostgres({ dataDir, port, durable: true });
  };
  return {
    url,
    start,
    stop: () => server.stop(),
    /** `kill -9` of the postmaster: its processes notice and leave. */
    kill: async () => {
      const running = readPostmaster(postgresFolder(dataDir));
      if (running) process.kill(running.pid, 'SIGKILL');
      await server.exited;
    },
    /** `kill -9` of one connection's process: Postgres throws all others out and recovers by itself. */
    crashBackend: async () => {
      const sql = connect(url);
      try {
        const [row] = await sql`select pid from pg_stat_activity
          where application_name = 'recado' order by state = 'active' desc, random() limit 1`;
        if (row) process.kill(row.pid, 'SIGKILL');
      } catch (error) {
        // Still busy recovering from the last time: then everybody was thrown out just now.
        if ((error as { code?: string }).code !== '57P03') throw error;
      } finally {
        await sql.end({ timeout: 0 }).catch(() => {});
      }
    },
  };
}

export const connect = (url: string): Sql =>
  postgres(url, { max: 2, connect_timeout: 5, onnotice: () => {} });

export type AppSlot = ReturnType<typeof appSlot>;

type AppSettings = {
  name: string;
  dataDir: string;
  databaseUrl: string;
  simulator: { url: string; apiKey: string };
  webhookUrl: string;
  targets: Targets;
};

/** One app process that can be killed and come back at its address; WAHA reaches it by its route and by its listener. */
export function appSlot(settings: AppSettings) {
  const { name, dataDir, databaseUrl, simulator, webhookUrl, targets } = settings;
  const logs: string[] = [];
  let ports: { route: number; listener: number } | undefined;
  let app: TestApp | undefined;
  const down = () => {
    targets.delete(`${name} route`);
    targets.delete(`${name} listener`);
  };
  return {
    name,
    logs: () => logs,
    url: () => app?.url,
    start: async () => {
      ports ??= { route: await freePort(), listener: await freePort() };
      const folder = join(dataDir, `${name}-${logs.length + 1}`);
      logs.push(join(folder, `app-${ports.route}.log`));
      app = await startTestApp({
        databaseUrl,
        simulator,
        dataDir: folder,
        port: ports.route,
        env: {
          RECADO_DATA_DIR: join(dataDir, 'files'),
          WEBHOOK_PORT: String(ports.listener),
          WEBHOOK_BASE_URL: webhookUrl,
          HOSTNAME: '127.0.0.1',
          LIMIT_REQUESTS_PER_SECOND: '100000',
        },
      });
      targets.set(`${name} route`, ports.route);
      targets.set(`${name} listener`, ports.listener);
    },
    /** The proxy learns of it only by connections that are refused. */
    kill: async () => {
      const gone = app;
      app = undefined;
      await gone?.kill();
    },
    /** Killed for good: WAHA is not sent there any more. */
    leave: async () => {
      const gone = app;
      app = undefined;
      down();
      await gone?.kill();
    },
    stop: async () => {
      const gone = app;
      app = undefined;
      await gone?.stop();
      down();
    },
  };
}

/** Starts a slot again and again until it comes up: its database may be away at the moment. */
export async function startPatiently(slot: AppSlot): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await slot.start();
    } catch (error) {
      if (tries >= 5) throw error;
      await pause(500);
    }
  }
}

export const isBuilt = () => existsSync('.next/BUILD_ID');

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../db/embedded';
import { freePort } from '../../db/embedded-server/ports';
import { migrateDatabase } from '../../db/migrate';
import { hmacSha512 } from '../../lib/core/secrets';
import { simulatorControl } from '../../lib/waha/simulator/control-client';
import { createOrganization } from '../../tests/setup/organizations';
import { startTestApp, TEST_AUTH_SECRET } from '../../tests/setup/test-app';
import { Fault } from '../lib/fault';
import { startSimulator } from '../lib/simulator';
import { makeTemporaryFolder } from '../lib/temporary';
import { type BenchInstance, connectInstance } from './instance';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** A production server on a durable Postgres, a simulator, an organization: what a benchmark runs against. */
export async function setStage(env: Record<string, string> = {}) {
  if (!existsSync('.next/BUILD_ID')) throw new Fault('There is no build yet: run `npm run build` first.');
  process.env.AUTH_SECRET = TEST_AUTH_SECRET;
  const dataDir = makeTemporaryFolder('recado-bench-');
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const close = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, durable: true });
    stops.push(postgres.stop);
    await migrateDatabase(postgres.url);
    const apiKey = randomBytes(16).toString('hex');
    const simulator = await startSimulator({
      port: await freePort(),
      apiKey,
      speed: 20,
      dataDir: join(dataDir, 'simulator'),
      logFile: join(dataDir, 'simulator.log'),
    });
    stops.push(simulator.stop);
    const startApp = (settings: Record<string, string>) =>
      startTestApp({
        databaseUrl: postgres.url,
        simulator: { url: simulator.url, apiKey },
        dataDir,
        env: settings,
      });
    const app = await startApp(env);
    stops.push(app.stop);
    const organization = await createOrganization(postgres.url);
    const phone = simulatorControl(simulator.url);
    return { app, startApp, databaseUrl: postgres.url, simulator, phone, organization, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A number that works, with what it takes to sign webhooks in its name. */
export const linkNumber = (stage: Stage, name: string): Promise<BenchInstance> =>
  connectInstance({
    appUrl: stage.app.url,
    token: stage.organization.token,
    databaseUrl: stage.databaseUrl,
    phone: stage.phone,
    name,
  });

/** Posts a webhook as WAHA signs it; answers the status. */
export async function postWebhook(url: string, instance: BenchInstance, event: object): Promise<number> {
  const body = JSON.stringify(event);
  const response = await fetch(`${url}/api/whatsapp/webhook/${instance.sessionName}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-webhook-hmac': hmacSha512(instance.secret, Buffer.from(body)),
      'x-webhook-request-id': randomBytes(12).toString('hex'),
    },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { migrateDatabase } from '../../db/migrate';
import { startSimulator } from '../../lib/waha/simulator/simulator';
import { withToken } from '../../tests/api/support/client';
import { type LinkedNumber, linkNumber } from '../../tests/api/support/numbers';
import { insertOrganization } from '../../tests/api/support/organizations';
import { TEST_AUTH_SECRET } from '../../tests/setup/test-app';
import { Fault } from '../lib/fault';
import { makeTemporaryFolder } from '../lib/temporary';
import type { ChaosOptions } from './options';
import { type AppSlot, appSlot, connect, isBuilt, startDatabase } from './parts';
import type { Plan } from './plan';
import { startProxy, type Targets } from './proxy';
import { watchStatuses } from './status-watch';

/** How much faster than WAHA the simulator is: its retries then bridge an outage within seconds. */
const SPEED = 20;

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** The world of one run: Postgres, WAHA, the proxy, one app process and room for a second, numbers that work. */
export async function setStage(options: ChaosOptions, plan: Plan) {
  if (!isBuilt()) throw new Fault('There is no build yet: run `npm run build` first.');
  process.env.AUTH_SECRET = TEST_AUTH_SECRET;
  const dataDir = makeTemporaryFolder('recado-chaos-');
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const close = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  try {
    const database = await startDatabase(dataDir);
    stops.push(() => database.stop());
    await migrateDatabase(database.url);
    const sql = connect(database.url);
    stops.push(() => sql.end({ timeout: 1 }));
    await watchStatuses(sql);
    const waha = await startSimulator({
      engine: options.engine,
      seed: options.seed,
      speed: SPEED,
      apiKey: randomBytes(16).toString('hex'),
      timings: { qrFirstMs: 600_000, rebootMs: 20_000 },
    });
    stops.push(waha.close);
    const targets: Targets = new Map();
    const dropped = new Set(plan.ops.flatMap((op) => (op.kind === 'inbound' && op.isDropped ? [op.id] : [])));
    const proxy = await startProxy({ seed: options.seed, targets, dropped });
    stops.push(proxy.close);
    const slot = (name: string): AppSlot => {
      const made = appSlot({
        name,
        dataDir,
        databaseUrl: database.url,
        simulator: waha,
        webhookUrl: proxy.url,
        targets,
      });
      stops.push(made.stop);
      return made;
    };
    const [app, second] = [slot('app'), slot('second')];
    await app.start();
    const organization = await insertOrganization(sql);
    const numbers = await linkNumbers(app, organization.token, waha.control, options.instances);
    // What is older than the link would be no gap, and late messages are.
    await sql`update instance_history set linked_at = linked_at - interval '2 hours'`;
    return { dataDir, database, sql, waha, targets, proxy, app, second, organization, numbers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function linkNumbers(
  app: AppSlot,
  token: string,
  control: Awaited<ReturnType<typeof startSimulator>>['control'],
  count: number,
): Promise<LinkedNumber[]> {
  const api = withToken(app.url() ?? '', token);
  const numbers: LinkedNumber[] = [];
  for (let number = 0; number < count; number++) numbers.push(await linkNumber(api, control));
  return numbers;
}

/** The log of every app process so far, for whoever has to find out what happened. */
export const logFiles = ({ app, second }: Stage): string[] => [...app.logs(), ...second.logs()];

import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { pingDirectly } from '@/db/listen';
import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import type { InstanceView } from '@/lib/instances/schema';
import { listInstances } from '@/lib/instances/service';
import { pingStorage } from '@/lib/media/storage';
import { openHub } from '@/lib/realtime/hub';
import { pingRedis } from '@/lib/realtime/redis';
import { askServers } from '@/lib/servers/ask';
import { SCHEDULER } from './cron';
import type { Check } from './schema';

/** Seconds: a runner says every 10 that it lives; a scheduler comes every minute. */
const SILENCE = { server: 30, serverless: 150 };
const LATE_SECONDS = { server: 40, serverless: 150 };
/** A disk is nearly full when less than both is free: a small one may have less than a gigabyte, a large one less than a share. */
const MIN_FREE = 1024 ** 3;
const MIN_FREE_SHARE = 0.02;

/** Whether jobs are worked off: somebody lives who does it, and nothing waits long after its time. */
export async function checkWorker(): Promise<Check> {
  const { RUNTIME } = env();
  const [row] = await database().execute<{ isAlive: boolean; isLate: boolean }>(sql`
    select exists (select 1 from worker_heartbeats
        where beat_at > now() - make_interval(secs => ${SILENCE[RUNTIME]})
          and (process_id = ${SCHEDULER}) = ${RUNTIME === 'serverless'}) as "isAlive",
      exists (select 1 from graphile_worker._private_jobs
        where is_available and run_at < now() - make_interval(secs => ${LATE_SECONDS[RUNTIME]})) as "isLate"`);
  if (!row?.isAlive) return 'down';
  return row.isLate ? 'late' : 'ok';
}

/** Whether what changes can reach the screens: a hint of our own comes back, by the way that all of them take. */
export async function checkStream(): Promise<Check> {
  const { REDIS_URL, DATABASE_DIRECT_URL } = env();
  const hears = await openHub()?.hears();
  if (hears !== undefined) return hears ? 'ok' : 'down';
  // Nobody has a stream open in this process.
  if (REDIS_URL) return (await pingRedis()) ? 'ok' : 'down';
  return !DATABASE_DIRECT_URL || (await pingDirectly()) ? 'ok' : 'down';
}

type RoomOf = (folder: string) => Promise<{ bavail: number; blocks: number; bsize: number }>;

/** Whether files can be kept: the folder can be written, there is room, and the bucket answers where there is one. */
export async function checkDisk(folder = env().RECADO_DATA_DIR, roomOf: RoomOf = statfs): Promise<Check> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const { bavail, blocks, bsize } = await roomOf(folder);
    if (bavail === 0 || !(await pingStorage())) return 'down';
    return bavail * bsize < MIN_FREE && bavail < blocks * MIN_FREE_SHARE ? 'low' : 'ok';
  } catch {
    return 'down';
  }
}

/** The WAHA servers that the organization uses, each asked now, and its numbers as they were seen last. */
export async function checkWaha(scope: Scope) {
  const [servers, { data }] = await Promise.all([askServers(scope), listInstances(scope, { limit: 100 })]);
  const away = new Set(servers.filter(({ status }) => status === 'down').map(({ id }) => id));
  const waha = data.map((instance) => {
    const { id, name, status, health, server } = instance;
    // What was seen of it last is worth nothing now.
    const isLost = away.has(server.id) && isWanted(instance);
    return {
      id,
      name,
      status,
      state: isLost ? ('down' as const) : health.state,
      lastError: isLost ? 'server_away' : health.lastError,
      serverId: server.id,
    };
  });
  return { servers, waha };
}

const isWanted = ({ status, connectedAt }: InstanceView): boolean =>
  status !== 'STOPPED' && connectedAt !== null;

import { join } from 'node:path';
import { spawnGuarded } from '../../db/embedded-server/guarded';
import { isLocalPortFree } from '../../scripts/lib/http';
import { openLog } from '../../scripts/lib/logs';
import { waitUntil } from './wait-until';

export type RedisServer = { url: string; stop: () => Promise<void> };

/** The system's `redis-server`, keeping nothing. Name the port of a former one to bring it back. */
export async function startRedis(port: number, dataDir: string): Promise<RedisServer> {
  const program = spawnGuarded({
    command: 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    cwd: dataDir,
    signal: 'SIGTERM',
    patience: 5_000,
    output: openLog(join(dataDir, `redis-${port}.log`)),
  });
  await waitUntil(async () => !(await isLocalPortFree(port)), 'redis-server listens');
  return { url: `redis://127.0.0.1:${port}`, stop: program.stop };
}

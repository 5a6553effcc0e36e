import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseAccount } from '../../db/embedded-server/account';
import { spawnGuarded } from '../../db/embedded-server/guarded';
import { freePort } from '../../db/embedded-server/ports';
import { isLocalPortFree } from '../../scripts/lib/http';
import { openLog } from '../../scripts/lib/logs';
import { waitUntil } from './wait-until';

/** Fewer than the app's own connections, so that transactions of several share one. */
const POOL_SIZE = 8;

/** The system's `pgbouncer` in transaction mode in front of a server; `url` names the same database through it. */
export async function startPgbouncer(databaseUrl: string, dataDir: string) {
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  const port = await freePort();
  const file = join(dataDir, `pgbouncer-${port}.ini`);
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${serverPort} user=${username} password='${decodeURIComponent(password)}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
max_client_conn = 500
server_reset_query =
unix_socket_dir =
`,
  );
  chmodSync(file, 0o644);
  const program = spawnGuarded({
    command: 'pgbouncer',
    args: ['-q', file],
    cwd: '/',
    // It refuses to run as root.
    ...databaseAccount(''),
    signal: 'SIGINT',
    patience: 5_000,
    output: openLog(join(dataDir, 'pgbouncer.log')),
  });
  await waitUntil(async () => !(await isLocalPortFree(port)), 'pgbouncer listens');
  return { url: `postgres://${username}@127.0.0.1:${port}${pathname}`, stop: program.stop };
}

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../lib/fault';
import { explain } from '../lib/run-script';
import { type Shutdown, shutdownOnSignals } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { openChecklist } from './checklist';
import { build, endToEnd } from './end-to-end';
import { runCommand } from './tool';

const PROGRAMS = ['redis-server', 'pgbouncer'];
const INSTALL = ['apt-get', 'install', '-y', '--no-install-recommends', ...PROGRAMS];

/** `npm run test:scale`: API tests and journeys on two processes with PgBouncer and Redis, and what only concerns these. */
export async function main(): Promise<void> {
  const temporary = makeTemporaryFolder('recado-run-');
  const shutdown = shutdownOnSignals(console.log);
  shutdown.add(async () => rmSync(temporary, { recursive: true, force: true }));
  const env = { ...process.env, TMPDIR: temporary, NEXT_TELEMETRY_DISABLED: '1' };
  const list = openChecklist(env, shutdown);
  try {
    await ensurePrograms(shutdown);
    if (await build(list)) await endToEnd(list, join(temporary, 'scale.json'), shutdown, 'scale');
  } catch (error) {
    list.fail('Redis and PgBouncer', explain(error));
  }
  await shutdown.stopAll();
  process.exit(list.close());
}

/** Installs what is missing where that needs no password, else says the one command. */
async function ensurePrograms(shutdown: Shutdown): Promise<void> {
  if (PROGRAMS.every(isThere)) return;
  const isDebian = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (isDebian && process.getuid?.() === 0) {
    const options = { shutdown, timeoutMs: 5 * 60_000 };
    await runCommand('apt-get', ['update'], options);
    await runCommand('apt-get', INSTALL.slice(1), options);
  }
  if (!PROGRAMS.every(isThere)) {
    throw new Fault(
      `These tests want ${PROGRAMS.join(' and ')}. On Debian or Ubuntu: sudo ${INSTALL.join(' ')}`,
    );
  }
}

const isThere = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

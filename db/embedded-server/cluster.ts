import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account';
import { diskFull, EmbeddedPostgresError, isDiskFull } from './fault';
import { spawnGuarded } from './guarded';
import { isAlive } from './postmaster';

/** What we keep beside the database files: its password, and the port that it had last. */
export type ClusterNotes = { password: string; port?: number };

const PG_MAJOR = '18';

/**
 * Makes the database files unless they are there. They are made under another name and moved into place when
 * complete, so that an interrupted first start leaves nothing that looks like a database.
 *
 * @throws EmbeddedPostgresError when what is there can't be used, or the disk is full
 */
export async function ensureCluster(pgData: string, initdb: string, account: Account): Promise<void> {
  await removeHalves(pgData);
  if (await isUsable(pgData)) return;
  const half = `${pgData}.new-${process.pid}`;
  try {
    await initialise(half, initdb, account);
    await rm(pgData, { recursive: true, force: true });
    await rename(half, pgData);
  } catch (error) {
    await rm(half, { recursive: true, force: true }).catch(() => {});
    throw isDiskFull(error) ? diskFull(dirname(pgData)) : error;
  }
}

/** @throws EmbeddedPostgresError when the notes are gone: without the password nobody gets in */
export async function readNotes(pgData: string): Promise<ClusterNotes> {
  const text = await readFile(notesFile(pgData), 'utf8').catch(() => undefined);
  try {
    if (text) return JSON.parse(text) as ClusterNotes;
  } catch {
    // An unreadable file is the same as none.
  }
  throw broken(pgData);
}

/** Keeps the port for the next start. */
export async function writeNotes(pgData: string, notes: ClusterNotes, account: Account): Promise<void> {
  const half = `${notesFile(pgData)}.new`;
  await writeFile(half, JSON.stringify(notes), { mode: 0o600 });
  if (account) await chown(half, account.uid, account.gid);
  await rename(half, notesFile(pgData));
}

/** The sentence for database files that can't be started. */
export function broken(pgData: string, detail = ''): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The database folder ${pgData} is incomplete or damaged${detail && ` (${detail})`}: move it away or delete it, then start again.`,
  );
}

function notesFile(pgData: string): string {
  return join(pgData, 'recado.json');
}

async function isUsable(pgData: string): Promise<boolean> {
  if (!existsSync(pgData)) return false;
  const files = await readdir(pgData);
  if (files.length === 0) return false;
  const version = await readFile(join(pgData, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (!version || !existsSync(join(pgData, 'global', 'pg_control'))) throw broken(pgData);
  if (version.trim() !== PG_MAJOR) {
    throw new EmbeddedPostgresError(
      `The database folder ${pgData} was made by Postgres ${version.trim()}, this is ${PG_MAJOR}: move it away and start again.`,
    );
  }
  return true;
}

/** Takes away what interrupted first starts left; another process may be at its own right now. */
async function removeHalves(pgData: string): Promise<void> {
  const prefix = `${basename(pgData)}.new-`;
  for (const name of await readdir(dirname(pgData))) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    await rm(join(dirname(pgData), name), { recursive: true, force: true });
  }
}

async function initialise(folder: string, initdb: string, account: Account): Promise<void> {
  const password = randomBytes(18).toString('base64url');
  const passwordFile = `${folder}.password`;
  const logFile = `${folder}.log`;
  await mkdir(folder, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) await chown(folder, account.uid, account.gid);
  if (account) await chown(passwordFile, account.uid, account.gid);
  try {
    await run(
      initdb,
      [
        `--pgdata=${folder}`,
        `--pwfile=${passwordFile}`,
        '--username=recado',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      logFile,
      account,
    );
    await chmod(folder, 0o700);
    await writeNotes(folder, { password }, account);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(logFile, { force: true });
  }
}

/** Guarded like the server itself: an interrupted first start leaves no initdb behind. */
async function run(command: string, args: string[], logFile: string, account: Account): Promise<void> {
  const log = await open(logFile, 'w', 0o600);
  const program = spawnGuarded({
    command,
    args,
    cwd: '/',
    ...account,
    signal: 'SIGTERM',
    patience: 5_000,
    output: log.fd,
  });
  await log.close();
  if ((await program.exited) === 0) return;
  const said = await readFile(logFile, 'utf8');
  const reason = said.match(/(?:error|FATAL): *(.+)/)?.[1] ?? said.trim().split('\n').at(-1) ?? '';
  throw new EmbeddedPostgresError(
    `The database could not be made: ${isDiskFull(said) ? 'no space left on device' : reason}`,
  );
}

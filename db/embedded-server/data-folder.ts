import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { canReach, databaseAccount } from './account';
import { EmbeddedPostgresError, fileFault } from './fault';

/** Where the database files are inside a data folder. */
export function postgresFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * Makes the data folder where it is missing and returns its real path. Started as root inside a folder that is
 * closed to the database's user (a `mktemp -d`, root's home), the data goes to `/var/tmp/recado-<hash>` and
 * `dataDir` becomes a link to it. Safe to call before every use.
 *
 * @throws EmbeddedPostgresError one sentence when the folder can't be used
 */
export function ensureDataDir(dataDir: string): string {
  const wanted = resolve(dataDir);
  try {
    const existing = lstatSync(wanted, { throwIfNoEntry: false });
    if (existing?.isSymbolicLink() && !existsSync(wanted)) mkdirSync(openFolder(wanted), { recursive: true });
    mkdirSync(dirname(wanted), { recursive: true });
    if (isClosed(wanted)) linkElsewhere(wanted);
    mkdirSync(wanted, { recursive: true, mode: 0o711 });
    return realpathSync(wanted);
  } catch (error) {
    throw fileFault(error, wanted);
  }
}

function isClosed(wanted: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const target = existsSync(wanted) ? realpathSync(wanted) : dirname(wanted);
  return !canReach(databaseAccount(postgresFolder(wanted)), target);
}

function linkElsewhere(wanted: string): void {
  if (existsSync(wanted)) {
    if (readdirSync(wanted).length > 0) {
      throw new EmbeddedPostgresError(
        `${wanted} is closed to the system user that runs Postgres, and not empty: open it (chmod 711) and its parents, or set RECADO_DATA_DIR.`,
      );
    }
    rmdirSync(wanted);
  }
  symlinkSync(openFolder(wanted), wanted);
  mkdirSync(openFolder(wanted), { recursive: true, mode: 0o711 });
}

/** A folder that every user of the system can reach, the same one each time for the same checkout. */
function openFolder(wanted: string): string {
  const place = realpathSync(dirname(wanted));
  const hash = createHash('sha256')
    .update(join(place, basename(wanted)))
    .digest('hex')
    .slice(0, 12);
  const folder = `/var/tmp/recado-${hash}`;
  const existing = lstatSync(folder, { throwIfNoEntry: false });
  // Everybody may write in /var/tmp: what another user put there under our name is not ours to trust.
  if (existing && (!existing.isDirectory() || existing.uid !== process.getuid?.())) {
    throw new EmbeddedPostgresError(`${folder} belongs to somebody else: remove it, or set RECADO_DATA_DIR.`);
  }
  return folder;
}

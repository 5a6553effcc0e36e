import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

/** The system user that Postgres runs as; undefined: the user who started us. */
export type Account = { uid: number; gid: number } | undefined;

/**
 * Postgres refuses to run as root. As root we take the owner of existing data, else the system's `postgres`,
 * else `nobody`; anybody else runs it as themselves.
 */
export function databaseAccount(pgData: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(pgData)) {
    const { uid, gid } = statSync(pgData);
    if (uid !== 0) return { uid, gid };
  }
  return accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 };
}

/** Whether `account` gets to `path` at all: a parent folder may be closed to it. Asks the system, not the mode bits. */
export function canReach(account: Account, path: string): boolean {
  if (!account) return true;
  const seen = spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...account, cwd: '/', stdio: 'ignore' });
  return seen.status === 0;
}

function accountNamed(name: string): Account {
  if (!existsSync('/etc/passwd')) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  // macOS writes nobody's id as -2, which spawn() refuses.
  return Number(uid) > 0 && Number(gid) >= 0 ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

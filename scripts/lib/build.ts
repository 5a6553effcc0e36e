import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFull } from '../../db/embedded-server/fault';
import { spawnGuarded } from '../../db/embedded-server/guarded';
import { Fault } from './fault';
import { lastLines, openLog } from './logs';
import type { Shutdown } from './shutdown';

const STAMP = '.next/recado-build';
const NOT_BUILT = /^(node_modules|tests|scripts|docs|.*\.md|.*\.log|.*\.test\.tsx?|next-env\.d\.ts|\..*)$/;

/** Whether `next build` has to run: something that it reads has changed since it ran last. */
export function isBuildStale(): boolean {
  if (!existsSync('.next/BUILD_ID') || !existsSync(STAMP)) return true;
  return readFileSync(STAMP, 'utf8') !== hashSources();
}

/** Runs `next build` and remembers what it was made of. */
export async function buildApp(logFile: string, shutdown: Shutdown): Promise<void> {
  const stamp = beginBuild();
  const build = spawnGuarded({
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'build'],
    cwd: process.cwd(),
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    signal: 'SIGTERM',
    patience: 5_000,
    output: openLog(logFile),
  });
  shutdown.add(build.stop);
  if ((await build.exited) !== 0) {
    const said = lastLines(logFile, 40);
    if (isDiskFull(said))
      throw new Fault(`The disk that holds ${process.cwd()} is full: free some space and start again.`);
    throw new Fault(`The build failed:\n${said}`);
  }
  stamp();
}

/** Call before a build; the function that it gives remembers, after a good one, what the build was made of. */
export function beginBuild(): () => void {
  const hash = hashSources();
  rmSync(STAMP, { force: true });
  return () => writeFileSync(STAMP, hash);
}

/** One hash over the path and content of every file that may end in the build, the lock file included. */
export function hashSources(root = '.'): string {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of listSources(root))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function listSources(root: string, folder = ''): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => !NOT_BUILT.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listSources(root, path) : entry.isFile() ? [path] : [];
    });
}

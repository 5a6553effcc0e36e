import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running Postgres says of itself in its `postmaster.pid`. */
export type Postmaster = { pid: number; port: number; isReady: boolean };

/** The Postgres that holds this database folder by its own word; it may be long dead. */
export function readPostmaster(pgData: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0) || !(port > 0)) return undefined;
  return { pid, port, isReady: lines[7]?.trim() === 'ready' };
}

/** Whether a process has this id; a zombie counts as alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

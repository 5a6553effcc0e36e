import { readdirSync, readFileSync } from 'node:fs';

/** Bytes that the server of a port has in memory now (Linux). */
export function memoryOf(port: number): number {
  let bytes = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const environment = read(`/proc/${pid}/environ`);
    if (!`\0${environment}`.includes(`\0PORT=${port}\0`)) continue;
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`)) ?? [];
    bytes += Number(kilobytes ?? 0) * 1024;
  }
  return bytes;
}

/** The most that it grows while `work` runs, looked at ten times a second. */
export async function growthWhile(port: number, work: () => Promise<unknown>): Promise<number> {
  const before = memoryOf(port);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, memoryOf(port));
  }, 100);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most - before;
}

/** Empty for what ended meanwhile, or is not ours. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

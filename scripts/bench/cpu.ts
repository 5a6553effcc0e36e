import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts CPU time in: ticks of 10 ms. */
const TICKS_PER_SECOND = 100;
const PROGRAMS = { server: /next/, postgres: /postgres/ };

export type CpuSeconds = Record<keyof typeof PROGRAMS, number>;

/** CPU seconds that our web server and our Postgres have used so far, with all their processes. Zeros but on Linux. */
export function cpuSeconds(): CpuSeconds {
  const used: CpuSeconds = { server: 0, postgres: 0 };
  for (const { pid, ticks } of descendants(process.pid)) {
    const command = read(`/proc/${pid}/cmdline`);
    const program = (['postgres', 'server'] as const).find((name) => PROGRAMS[name].test(command));
    if (program) used[program] += ticks / TICKS_PER_SECOND;
  }
  return used;
}

/** CPU seconds of the whole machine since it started: used by anybody, and there were. Zeros but on Linux. */
export function machineSeconds(): { busy: number; all: number } {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = read(
    '/proc/stat',
  )
    .split('\n', 1)
    .join('')
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) / TICKS_PER_SECOND);
  const busy = user + nice + system + irq + soft + steal;
  return { busy, all: busy + idle + wait };
}

type Process = { pid: number; parent: number; ticks: number };

function descendants(root: number): Process[] {
  const all = listProcesses();
  const found = new Set([root]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid) && pid !== root);
}

function listProcesses(): Process[] {
  return folders('/proc').flatMap((pid) => {
    // The name, in brackets, may hold spaces.
    const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    if (fields.length < 20) return [];
    return [{ pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  });
}

function folders(path: string): string[] {
  try {
    return readdirSync(path).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** A file of /proc, empty when its process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Opens a fresh log for a program's output and returns its descriptor; the start before has its own no more. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'w', 0o600);
}

/** The last lines of a log, for an error message. */
export function lastLines(file: string, count = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

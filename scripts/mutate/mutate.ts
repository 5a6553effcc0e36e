import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Fault } from '../lib/fault';
import { type Mutation, mutations } from './mutations';

/** Runs the mutations that are named, or all; fails when a test passes although its mechanism is gone. */
export async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !mutations.some(({ id }) => id === name));
  if (unknown.length > 0) throw new Fault(`There is no mutation named ${unknown.join(', ')}.`);
  const wanted = mutations.filter(({ id }) => names.length === 0 || names.includes(id));
  const survivors = wanted.filter((mutation) => !isNoticed(mutation)).map(({ id }) => id);
  console.log(`\n${wanted.length - survivors.length} of ${wanted.length} were noticed.`);
  if (survivors.length > 0) throw new Fault(`Nobody noticed: ${survivors.join(', ')}.`);
}

function isNoticed(mutation: Mutation): boolean {
  const { id, file, find, replace } = mutation;
  const before = readFileSync(file, 'utf8');
  const restore = () => writeFileSync(file, before);
  process.once('exit', restore);
  try {
    writeFileSync(
      file,
      before.replace(find, () => replace),
    );
    const isRed = failsAsIt(mutation);
    console.log(`${isRed ? 'noticed ' : 'SURVIVED'}  ${id}`);
    return isRed;
  } finally {
    restore();
    process.off('exit', restore);
  }
}

/** Whether the test ran and failed; a file that could not be loaded, or a name that fits nothing, is no proof. */
function failsAsIt({ project, test, name }: Mutation): boolean {
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const { stdout } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', project, test, '-t', pattern, '--reporter=json'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(stdout.slice(stdout.indexOf('{"numTotal'))) as Report;
  return report.numFailedTests > 0;
}

type Report = { numFailedTests: number };

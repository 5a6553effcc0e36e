import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a command of ours to its end, with `env` on top of our own; rejects with what it said when it fails. */
export async function runNode(args: string[], env: Record<string, string | undefined>): Promise<string> {
  const { stdout } = await run(process.execPath, args, {
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    timeout: 60_000,
  });
  return stdout;
}

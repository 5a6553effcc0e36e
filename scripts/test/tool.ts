import { spawnGuarded } from '../../db/embedded-server/guarded';
import type { Shutdown } from '../lib/shutdown';

/** Runs one JavaScript tool with its output on our screen. Gives its exit code. */
export async function runTool(
  args: string[],
  env: Record<string, string | undefined>,
  shutdown: Shutdown,
): Promise<number> {
  return runCommand(process.execPath, args, { env, shutdown, timeoutMs: 20 * 60_000 });
}

/** Runs any program with its output on our screen; one that takes too long is stopped and counts as failed. */
export async function runCommand(
  command: string,
  args: string[],
  options: { env?: Record<string, string | undefined>; shutdown: Shutdown; timeoutMs: number },
): Promise<number> {
  const program = spawnGuarded({
    command,
    args,
    cwd: process.cwd(),
    env: options.env as NodeJS.ProcessEnv | undefined,
    // Vitest and Playwright run their tear-down on SIGINT.
    signal: 'SIGINT',
    patience: 15_000,
    output: 'inherit',
  });
  options.shutdown.add(program.stop);
  const timer = setTimeout(() => {
    console.error(`${command} ${args[0]} takes too long and is stopped.`);
    void program.stop();
  }, options.timeoutMs);
  const code = await program.exited;
  clearTimeout(timer);
  // Ours is a signal's doing: the handler exits, nothing else goes on.
  if (options.shutdown.isStopping()) return new Promise(() => {});
  return code;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type GuardedCommand = {
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** What tells the program to stop in order. */
  signal: 'SIGINT' | 'SIGTERM';
  /** Milliseconds until it is killed when it does not. */
  patience: number;
  /** Where its output goes: a file descriptor, or our own screen. */
  output: number | 'inherit';
};

export type Guarded = {
  /** Resolves with the exit code when the program is gone. */
  exited: Promise<number>;
  isRunning: () => boolean;
  /** Stops the program in order and waits until it is gone. May be called twice. */
  stop: () => Promise<void>;
  /** Takes the program and its children away at once, as `kill -9` would. */
  kill: () => Promise<void>;
};

const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));

/**
 * Starts a program that can't be left behind: it is stopped when we stop it and also when this process is
 * killed. It runs in a process group of its own, so that Ctrl+C reaches only us and we decide the order.
 */
export function spawnGuarded({ output, env, ...command }: GuardedCommand): Guarded {
  const child = spawn(process.execPath, [guard, JSON.stringify(command)], {
    cwd: '/',
    detached: true,
    windowsHide: true,
    env,
    stdio: ['pipe', output, output],
  });
  child.stdin?.on('error', () => {});
  const exited = exitOf(child);
  return {
    exited,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.stdin?.end();
      await exited;
    },
    kill: async () => {
      // The guard leads the program's process group.
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await exited;
    },
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

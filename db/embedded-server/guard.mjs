// Runs one program and outlives nobody: when the process that started it is gone, however it went, its end of
// our standard input closes and the program is stopped. Plain JavaScript so that it starts in 40 ms.
// Argument: JSON { command, args, cwd, env?, uid?, gid?, signal, patience (ms) }
import { spawn } from 'node:child_process';

const { command, args, signal, patience, ...options } = JSON.parse(process.argv[2]);
const child = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
let isStopping = false;

function stop() {
  if (isStopping) return;
  isStopping = true;
  child.kill(signal);
  // We lead our own process group: the last resort takes the program's children along, and us.
  setTimeout(
    () => process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL'),
    patience,
  );
}

process.stdin.on('end', stop).on('error', stop).resume();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => {
  isStopping = true;
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGTERM');
  process.exit(code ?? 1);
});

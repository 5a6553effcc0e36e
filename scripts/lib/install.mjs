// Installs the dependencies with npm; Node's own modules only.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Runs `npm ci` (or `npm install` where there is no lock file).
 * @param {string} root the project's folder
 * @returns {Promise<string | undefined>} a sentence when it failed
 */
export async function installDependencies(root) {
  const from = Date.now();
  console.log('• Installing dependencies (a minute or so the first time) …');
  const verb = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  const { code, said } = await npm(root, [
    verb,
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ]);
  if (code === 0) {
    console.log(`✓ Dependencies installed (${Math.round((Date.now() - from) / 1000)} s)`);
    return undefined;
  }
  return explain(root, said);
}

function explain(root, said) {
  if (/ENOSPC|no space left/i.test(said)) {
    return `The disk that holds ${root} is full: free some space and start again.`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(said)) {
    return 'npm could not reach its registry: check the network and start again.';
  }
  const lines = said.split('\n').filter((line) => /npm (error|ERR!)/.test(line));
  return `npm could not install the dependencies:\n${lines.slice(0, 8).join('\n')}`;
}

function npm(root, args) {
  const { npm_execpath: path = '' } = process.env;
  // Inside `npm run` npm tells where it is; pnpm and yarn set the same variable.
  const [command, ...first] = basename(path) === 'npm-cli.js' ? [process.execPath, path] : ['npm'];
  const env = { ...process.env, NODE_ENV: 'development' };
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    env,
    shell: command === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (signal) => {
    child.kill(signal);
    child.once('exit', () => process.exit(130));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
  return new Promise((resolve) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', (error) => resolve({ code: 1, said: `npm error ${error.message}` }));
    child.once('close', (code) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, stop);
      resolve({ code, said });
    });
  });
}

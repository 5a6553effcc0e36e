// What every command does first. Node's own modules only: nothing may be installed yet.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Checks Node and the dependencies (installs them where `install` says so), reads `.env` as Next does (what is
 * set already stays), then runs `main` of a TypeScript file.
 * @param {URL} file
 * @param {{ install?: boolean }} [options]
 */
export async function run(file, { install = false } = {}) {
  process.chdir(root);
  const fault = nodeFault();
  if (fault) fail(fault);
  if (isStale()) {
    if (!install) fail('The dependencies are missing or out of date: run `npm ci` first.');
    const problem = await installDependencies(root);
    if (problem) fail(problem);
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { register } = await import('tsx/esm/api');
  register();
  const { runScript } = await import(new URL('./run-script.ts', import.meta.url).href);
  const { main } = await import(file.href);
  await runScript(main);
}

function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

function nodeFault() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.replace('>=', '').split('.').map(Number);
  const [ours, oursMinor] = process.versions.node.split('.').map(Number);
  if (ours > major || (ours === major && oursMinor >= minor)) return undefined;
  return `Recado needs Node ${major}.${minor} or later; this is ${process.versions.node}. Get it from https://nodejs.org.`;
}

/** Compares what npm says it installed with the lock file, package by package. */
function isStale() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages(join('node_modules', '.package-lock.json'));
  if (!installed || !wanted) return true;
  const isThere = ([path, entry]) => installed[path]?.version === entry.version;
  const missing = Object.entries(wanted).filter(
    ([path, entry]) => path && !entry.optional && !isThere([path, entry]),
  );
  const foreign = Object.entries(installed).filter(
    ([path, entry]) => wanted[path]?.version !== entry.version,
  );
  return missing.length + foreign.length > 0 || !existsSync(join(root, 'node_modules', 'tsx'));
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

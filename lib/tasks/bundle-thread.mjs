import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const ENTRY = 'lib/tasks/in-webhook-thread.ts';
const FILE = '.bundle/webhook-thread.cjs';

/**
 * Puts the code of the thread for webhooks into one file: a build of Next's would bring Next along. What is loaded from
 * node_modules while it runs is `external`. Fails when Next is needed by what the thread does.
 * @param {string[]} external
 * @param {{ entry?: string, file?: string }} [options]
 */
export async function bundleThread(external, { entry = ENTRY, file = FILE } = {}) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [entry],
    outfile: file,
    external,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
    conditions: ['react-server'],
    // Its other half asks Next for the language of a page.
    alias: { 'next-intl': 'use-intl/core' },
    plugins: [{ name: 'without-next', setup: refuseNext }],
  });
  writeWhole(file, outputFiles[0].text);
}

/** @param {import('esbuild').PluginBuild} build */
function refuseNext(build) {
  build.onResolve({ filter: /^next(-auth)?($|\/)/ }, ({ path }) => ({
    errors: [{ text: `${path}: Next has no place in the thread for webhooks` }],
  }));
}

/** Several processes may read the settings of a build at once. */
function writeWhole(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

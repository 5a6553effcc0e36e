import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS } from '../../tests/setup/browser';
import startParts, { endToEnd } from '../../tests/setup/end-to-end';
import { createOrganization, type TestOrganization } from '../../tests/setup/organizations';
import { buildApp, isBuildStale } from '../lib/build';
import { Fault } from '../lib/fault';
import { shutdownOnSignals } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { ensureBrowser } from '../test/browser';

/** What `/conversations` may weigh, in bytes of gzip: 1 kB is 1,000. */
const BUDGET = 250_000;

type Script = { path: string; raw: number; gzip: number };

/**
 * Builds if needed, starts everything on its own ports and data, signs in and opens a conversation in a fresh
 * browser. Prints each script with its size; exits with 1 over the budget.
 */
export async function main(): Promise<void> {
  const shutdown = shutdownOnSignals(console.log);
  if (isBuildStale()) await buildApp(join(makeTemporaryFolder('recado-bench-'), 'build.log'), shutdown);
  const executablePath = await ensureBrowser(shutdown);
  const stop = await startParts();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const { appUrl, databaseUrl } = endToEnd();
    const organization = await createOrganization(databaseUrl);
    const path = await startConversation(appUrl, organization);
    const context = await browser.newContext({ baseURL: appUrl });
    await signIn(await context.newPage(), organization);
    report(path, await coldLoad(context, path));
  } finally {
    await browser.close();
    await stop();
    await shutdown.stopAll();
  }
}

/** A conversation with one message of ours, made as a program would; answers its address. */
async function startConversation(appUrl: string, { token }: TestOrganization): Promise<string> {
  const post = async (path: string, body: object) => {
    const response = await fetch(appUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Fault(`POST ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const { id } = await post('/api/whatsapp/instances', { name: 'Vendas', settings: { pace: 'none' } });
  const message = await post(`/api/whatsapp/instances/${id}/send`, { to: '+5511900000142', text: 'Oi' });
  return `/conversations/${message.conversationId}`;
}

async function signIn(page: Page, { email, password }: TestOrganization): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.close();
}

/** Every script that the page asks for until it is at rest, as the server sent it, compressed with gzip. */
async function coldLoad(context: BrowserContext, path: string): Promise<Script[]> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const reading: Promise<Script>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const { pathname } = new URL(response.url());
    reading.push(
      response.body().then((body) => ({ path: pathname, raw: body.length, gzip: gzipSync(body).length })),
    );
  });
  await page.goto(path);
  await page.locator('article').waitFor();
  await page.waitForLoadState('load');
  const scripts = await Promise.all(reading);
  await page.close();
  return scripts;
}

function report(path: string, scripts: Script[]): void {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1).padStart(9);
  const row = ({ path: name, raw, gzip }: Script) => `${kilobytes(gzip)} ${kilobytes(raw)}  ${name}`;
  const sum = (pick: (script: Script) => number) =>
    scripts.reduce((total, script) => total + pick(script), 0);
  const total = {
    path: `${path}: ${scripts.length} scripts`,
    raw: sum(({ raw }) => raw),
    gzip: sum(({ gzip }) => gzip),
  };
  console.log('  gzip kB    raw kB  script');
  for (const script of scripts.toSorted((a, b) => b.gzip - a.gzip)) console.log(row(script));
  console.log(row(total));
  const isOver = total.gzip > BUDGET;
  console.log(`${isOver ? 'Over' : 'Within'} the budget of ${BUDGET / 1000} kB.`);
  if (isOver) process.exitCode = 1;
}

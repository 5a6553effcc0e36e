import { type Browser, type BrowserContext, expect, type Page, type Request } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { insertOrganization } from '../api/support/organizations';
import { messageEvent, webhookSender } from '../api/support/webhooks';
import { type Line, openLine } from '../setup/line';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { SignInPage } from './pages/sign-in-page';

const test = base.extend<{ line: Line }>({
  line: async ({ app }, use) => {
    const line = await openLine(app.appUrl);
    await use(line);
    await line.stop();
  },
  baseURL: async ({ line }, use) => use(line.url),
});

/** Opens further tabs beside `first`, one after another: the first is the one that reads the stream. */
async function openTabs(first: Page, count: number, path = '/conversations'): Promise<InboxPage[]> {
  const pages = [first];
  while (pages.length < count) pages.push(await first.context().newPage());
  for (const page of pages) await page.goto(path);
  return pages.map((page) => new InboxPage(page));
}

const showAll = async (tabs: InboxPage[], text: string) => {
  for (const tab of tabs) await expect(tab.row(text)).toBeVisible();
};

test('eight tabs share one stream; when the one that reads it closes, another goes on and nothing is missed', async ({
  app,
  number,
  line,
  openWindow,
}) => {
  const post = await webhookSender(app, number);
  const chat = `${somePhone()}@c.us`;
  const say = (text: string) => post(messageEvent({ chat, text }));
  await say('Antes');
  const tabs = await openTabs(await openWindow(), 8);
  await expect.poll(line.streams).toBe(1);
  await say('Para todas');
  await showAll(tabs, 'Para todas');
  expect(line.streams()).toBe(1);

  const [reader, ...others] = tabs;
  const closing = reader?.page.close();
  await say('Enquanto uma fecha');
  await closing;
  await showAll(others, 'Enquanto uma fecha');
  await say('Depois');
  await showAll(others, 'Depois');
  expect(line.streams()).toBe(1);
});

test('a tab that the browser puts to sleep hands the stream on, and catches up when it wakes', async ({
  app,
  number,
  line,
  openWindow,
}) => {
  const post = await webhookSender(app, number);
  const chat = `${somePhone()}@c.us`;
  await post(messageEvent({ chat, text: 'Antes' }));
  const window = await openWindow();
  const reads = pendingReads(window);
  const tabs = await openTabs(window, 2);
  const [sleeper, awake] = tabs as [InboxPage, InboxPage];
  await expect.poll(line.streams).toBe(1);
  await showAll(tabs, 'Antes');
  // A read under way would end in a page that only plays asleep.
  await expect.poll(reads).toBe(0);
  await setLifecycle(sleeper.page, 'freeze');
  await post(messageEvent({ chat, text: 'Enquanto dorme' }));
  await expect(awake.row('Enquanto dorme')).toBeVisible();
  await expect(sleeper.row('Antes')).toBeVisible();
  await setLifecycle(sleeper.page, 'resume');
  await showAll(tabs, 'Enquanto dorme');
  expect(line.streams()).toBe(1);
});

test('a tab that hangs loses the stream to one that does not', async ({ app, number, line, openWindow }) => {
  test.setTimeout(90_000);
  const post = await webhookSender(app, number);
  const chat = `${somePhone()}@c.us`;
  await post(messageEvent({ chat, text: 'Antes' }));
  const tabs = await openTabs(await openWindow(), 2);
  const [hanging, awake] = tabs as [InboxPage, InboxPage];
  await expect.poll(line.streams).toBe(1);
  const hung = hanging.page.evaluate(() => {
    const until = Date.now() + 25_000;
    while (Date.now() < until);
  });
  await post(messageEvent({ chat, text: 'Enquanto trava' }));
  await expect(awake.row('Enquanto trava')).toBeVisible({ timeout: 20_000 });
  await hung;
  await post(messageEvent({ chat, text: 'Depois' }));
  await showAll(tabs, 'Depois');
  await expect.poll(line.streams).toBe(1);
});

test('signing out in one tab ends all of them', async ({ line, openWindow }) => {
  const [here, there] = (await openTabs(await openWindow(), 2)) as [InboxPage, InboxPage];
  await expect.poll(line.streams).toBe(1);
  await here.page
    .getByRole('button', { name: /^Sua conta/ })
    .first()
    .click();
  await here.page.getByRole('button', { name: 'Sair' }).click();
  await there.page.waitForURL(/sign-in/);
  await expect.poll(line.streams).toBe(0);
});

test('a page of another sign-in in the same browser shares nothing, and leaves when it asks', async ({
  sql,
  line,
  openWindow,
}) => {
  const [tab] = (await openTabs(await openWindow(), 1)) as [InboxPage];
  await expect.poll(line.streams).toBe(1);
  const other = await insertOrganization(sql);
  const elsewhere = await takeOver(tab.page.context(), line.url, other);
  await expect.poll(line.streams).toBe(2);
  line.cut();
  line.mend();
  // The cookie is the other's now: what the old page shows must not be mixed with it.
  await tab.page.waitForURL((url) => url.pathname === '/');
  await expect(elsewhere.list).toBeVisible();
  await expect.poll(line.streams).toBe(1);
});

/** Someone else is signed in with this browser now, as after a sign-out that the other tab did not hear of. */
async function takeOver(here: BrowserContext, url: string, who: { email: string; password: string }) {
  const browser = here.browser() as Browser;
  const elsewhere = await browser.newContext({ baseURL: url, locale: 'pt-BR' });
  await new SignInPage(await elsewhere.newPage()).signIn(who.email, who.password);
  const cookies = await elsewhere.cookies();
  await elsewhere.close();
  await here.addCookies(cookies);
  const page = await here.newPage();
  await page.goto(`${url}/conversations`);
  return new InboxPage(page);
}

/** What the browser tells a page before it sleeps and after; headless Chromium never does by itself. */
/** How many answers `page` waits for, the stream left out. */
function pendingReads(page: Page): () => number {
  const pending = new Set<Request>();
  page.on('request', (request) => request.url().includes('/api/events') || pending.add(request));
  const end = (request: Request) => pending.delete(request);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return () => pending.size;
}

const setLifecycle = (page: Page, event: 'freeze' | 'resume') =>
  page.evaluate((name) => void document.dispatchEvent(new Event(name)), event);

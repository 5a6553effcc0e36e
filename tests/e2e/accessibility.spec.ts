import { expect, type Page } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { send, waitForMessage, waitForThread } from '../api/support/messages';
import { createNumber, instancePath } from '../api/support/numbers';
import { somePhone } from '../setup/phones';
import { expectAccessible } from './axe';
import { InboxPage } from './pages/inbox-page';
import { MessageActions } from './pages/message-actions';
import { SearchBar } from './pages/search-bar';

/** A working number and one that is off, and a conversation with every common kind in it. */
const test = base.extend<{ talk: { customer: string; session: string; unlinked: string } }>({
  talk: async ({ api, number, simulator }, use) => {
    const customer = somePhone();
    const session = number.sessionName;
    await simulator.customer({ phone: customer });
    const from = { session, from: customer, pushName: 'Marina Duarte' };
    await simulator.inbound({ ...from, text: 'Tem o *sofá* azul? https://example.com' });
    await simulator.inbound({ ...from, kind: 'image', caption: 'Este' });
    await simulator.inbound({ ...from, kind: 'voice' });
    await simulator.inbound({ ...from, kind: 'document' });
    await waitForThread(api, 4);
    await waitForMessage(api, await send(api, number.id, customer, 'Tem sim.'), ['delivered', 'read']);
    const { id: unlinked } = await createNumber(api, { name: 'Parado' });
    await use({ customer, session, unlinked });
  },
});

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** Lets axe look at what is open, and once more at its colours when it is dark. */
async function expectBoth(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page, what);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, `${what}, dark`, ['color-contrast']);
}

test('nothing in the inbox keeps anybody out, light and dark, wide and on a phone; new messages are read out', async ({
  talk,
  openWindow,
  simulator,
}) => {
  test.slow();
  const inbox = new InboxPage(await openWindow({ viewport: PHONE }));
  const { page } = inbox;
  await inbox.goto();
  await inbox.row('Marina Duarte').waitFor();
  await expectBoth(page, 'the list on a phone');
  await inbox.open('Marina Duarte');
  await inbox.composer.waitFor();
  await expectBoth(page, 'a thread on a phone');
  await page.setViewportSize(WIDE);
  await expect(inbox.list).toBeVisible();
  await expectBoth(page, 'the inbox');

  const news = page.getByRole('status').filter({ hasText: /Marina Duarte.*Ainda tem\?/ });
  await expect(news).toHaveCount(0);
  await simulator.inbound({ session: talk.session, from: talk.customer, text: 'Ainda tem?' });
  await expect(news).toHaveCount(1);
  await expect(news).toHaveAttribute('aria-live', 'polite');

  // What opens over it.
  const actions = new MessageActions(inbox);
  await actions.open('Tem sim');
  await expectAccessible(page, 'the menu of a message');
  await actions.item('info').click();
  await actions.infoDialog.waitFor();
  await expectAccessible(page, 'the details of a message');
  await page.keyboard.press('Escape');
  await actions.choose('Tem sim', 'forward');
  await actions.forwardDialog.waitFor();
  await expectAccessible(page, 'forwarding');
  await page.keyboard.press('Escape');
  await inbox.list.getByRole('button', { name: 'Nova conversa' }).first().click();
  await page.getByRole('dialog', { name: 'Nova conversa' }).waitFor();
  await expectAccessible(page, 'a new conversation');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+m');
  await page.getByRole('dialog', { name: 'Adiar até quando?' }).waitFor();
  await expectAccessible(page, 'snoozing');
  await page.keyboard.press('Escape');
  const bar = new SearchBar(page);
  await bar.open();
  await bar.options('Conversas').first().waitFor();
  await expectAccessible(page, 'the command bar');
});

const PAGES = [
  '/',
  '/whatsapp',
  '/settings',
  '/settings/personal',
  '/settings/tokens',
  '/settings/servers',
  '/settings/monitoring',
  '/settings/health',
  '/docs',
];

/** What has colours of its own; the rest stands in `components/theme/contrast.test.ts`. */
const COLOURFUL = ['/', '/whatsapp', '/settings/health', '/docs'];

async function visit(page: Page, path: string) {
  await page.goto(path);
  await page.getByRole('heading').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  if (COLOURFUL.includes(path)) await expectBoth(page, path);
  else {
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page, path);
  }
}

test('nothing on any other page keeps anybody out', async ({ talk, api, browser, baseURL, openWindow }) => {
  test.slow();
  const page = await openWindow();
  for (const path of PAGES) await visit(page, path);
  const outside = await browser.newContext({ baseURL, locale: 'pt-BR' });
  const door = await outside.newPage();
  await visit(door, '/sign-in');
  const link = await api.post<{ url: string }>(instancePath(talk.unlinked, '/link'), {});
  await visit(door, link.body.url);
  await outside.close();
});

test('with reduced motion nothing moves', async ({ talk, openWindow }) => {
  expect(talk.customer).toBeTruthy();
  const inbox = new InboxPage(await openWindow({ reducedMotion: 'reduce' }));
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const actions = new MessageActions(inbox);
  await actions.open('Tem sim');
  const moving = await inbox.page.evaluate(
    () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 1).length,
  );
  expect(moving).toBe(0);
});

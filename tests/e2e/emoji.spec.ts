import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { send, waitForMessage } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { MessageActions } from './pages/message-actions';

test.setTimeout(120_000);

test('emoji are found by name without accents, go where the cursor stands, and the last ones are kept', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), ['delivered', 'read']);
  const inbox = new InboxPage(await openWindow());
  const foreign: string[] = [];
  inbox.page.on('request', (request) => {
    if (!request.url().startsWith(new URL(inbox.page.url()).origin)) foreign.push(request.url());
  });
  await inbox.goto();
  await inbox.open('Primeira');
  const { page } = inbox;
  await inbox.composer.fill('Bom dia!');
  await inbox.composer.press('Home');
  await inbox.composer.press('ArrowRight');
  await inbox.composer.press('ArrowRight');
  await inbox.composer.press('ArrowRight');
  await inbox.thread.getByRole('button', { name: 'Emoji' }).click();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  const search = picker.getByRole('searchbox', { name: 'Buscar emoji' });
  await expect(search).toBeFocused();
  await search.fill('coracao vermelho');
  await expect(picker.getByRole('gridcell', { name: 'coração vermelho' })).toBeVisible();
  await search.press('Enter');
  await expect(inbox.composer).toHaveValue('Bom❤️ dia!');
  await search.fill('polegar para cima');
  await search.press('Enter');
  await expect(inbox.composer).toHaveValue('Bom❤️👍 dia!');
  await search.press('Escape');
  await expect(picker).toBeHidden();
  await expect(inbox.composer).toBeFocused();
  await inbox.composer.pressSequentially('?');
  await expect(inbox.composer).toHaveValue('Bom❤️👍? dia!');
  await inbox.thread.getByRole('button', { name: 'Emoji' }).click();
  await expect(picker.getByRole('group', { name: 'Recentes' }).getByRole('button')).toHaveText(['👍', '❤️']);
  await page.keyboard.press('Escape');
  await inbox.composer.press('Enter');
  await expect(inbox.tick('Bom', 'delivered')).toBeVisible();

  const actions = new MessageActions(inbox);
  await actions.open('Bom');
  await actions.menu.getByRole('menuitem', { name: 'Reagir com outro emoji' }).click();
  // A machine that has no idle moment for a while: Enter still chooses what was typed.
  await page.evaluate(() => {
    window.requestIdleCallback = (then) =>
      Number(setTimeout(() => then({ didTimeout: true, timeRemaining: () => 0 }), 1_000));
  });
  const dialog = page.getByRole('dialog', { name: 'Reagir com outro emoji' });
  await dialog.getByRole('searchbox').fill('foguete');
  await dialog.getByRole('searchbox').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(inbox.bubble('Bom')).toContainText('🚀');
  expect(foreign).toEqual([]);
});

test('in English they have English names', async ({ api, number, simulator, openWindow, baseURL }) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'First'), ['delivered', 'read']);
  const page = await openWindow({ viewport: { width: 360, height: 740 } });
  await page.context().addCookies([{ name: 'recado_locale', value: 'en', url: baseURL ?? '' }]);
  const inbox = new InboxPage(page, 'en');
  await inbox.goto();
  await inbox.open('First');
  await inbox.thread.getByRole('button', { name: 'Emoji' }).click();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  await picker.getByRole('searchbox', { name: 'Search emoji' }).fill('rocket');
  await picker.getByRole('gridcell', { name: 'rocket' }).click();
  await expect(inbox.composer).toHaveValue('🚀');
});

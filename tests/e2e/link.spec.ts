import { type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { somePhone } from '../setup/phones';
import { test as base } from './fixtures';
import { LinkPage } from './pages/link-page';
import { NumbersPage, sessionOf } from './pages/numbers-page';

const test = base.extend<{ openGuest: (options?: BrowserContextOptions) => Promise<LinkPage> }>({
  openGuest: async ({ browser, baseURL }, use) => {
    const pages: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, locale: 'en-GB', ...options });
      const page = await context.newPage();
      pages.push(page);
      return new LinkPage(page);
    });
    for (const page of pages) await page.context().close();
  },
});

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test('a link shows the code to somebody without an account, who connects the number', async ({
  openWindow,
  openGuest,
  phone,
}) => {
  test.setTimeout(120_000);
  const window = await openWindow();
  const numbers = new NumbersPage(window);
  await numbers.open();
  await numbers.create('Vendas');
  await expect(numbers.qr).toBeVisible();
  const url = await numbers.makeLink();
  await expect(numbers.dialog.getByText('Ninguém abriu ainda.')).toBeVisible();

  const guest = await openGuest();
  const asked: string[] = [];
  guest.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await guest.begin(url);
  await guest.expectTitle('Connect Vendas');
  await expect(guest.qr).toBeVisible();
  await expect(guest.page.getByText(/New code in/)).toBeVisible();
  await expect(numbers.dialog.getByText('Foi aberto.')).toBeVisible();

  const late = await openGuest();
  await late.page.goto(url);
  await late.expectTitle('This link was opened already');

  // A reload changes nothing for who has it.
  await guest.page.reload();
  await expect(guest.qr).toBeVisible();
  const session = await sessionOf(window, 'Vendas');
  await phone.scan({ session, phone: somePhone(), pushName: 'Casa Aurora' });
  await guest.expectTitle('Vendas is connected');
  await numbers.expectConnected('Vendas');
  await guest.page.reload();
  await guest.expectTitle('This number is connected');
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
});

test('on a phone of 360 pixels the link offers a code to type, and ends when it is cancelled', async ({
  openWindow,
  openGuest,
  phone,
}) => {
  test.setTimeout(120_000);
  const numbers = new NumbersPage(await openWindow({ viewport: PHONE.viewport }));
  await numbers.open();
  await numbers.create('Suporte');
  await numbers.closeDialog();
  await numbers.choose('Suporte', 'Link para conectar…');
  const url = await numbers.makeLink();

  const guest = await openGuest(PHONE);
  await guest.page.goto(url);
  await guest.expectToFit();
  await guest.begin(url);
  const number = somePhone();
  await guest.page.getByLabel('WhatsApp number').fill(`+${number}`);
  await guest.page.getByRole('button', { name: 'Get code' }).click();
  await expect(guest.code).toBeVisible();
  await guest.expectToFit();

  await numbers.dialog.getByRole('button', { name: 'Cancelar link' }).click();
  await guest.expectTitle('This link was cancelled');
  await expect(numbers.dialog.getByText('O último link foi cancelado.')).toBeVisible();

  const again = await numbers.makeLink();
  await guest.begin(again);
  await guest.page.getByLabel('WhatsApp number').fill(`+${number}`);
  await guest.page.getByRole('button', { name: 'Get code' }).click();
  const code = (await guest.code.innerText()).replace('Code: ', '').replaceAll(' ', '');
  await phone.pair({ code, phone: number, pushName: 'Casa Aurora' });
  await guest.expectTitle('Suporte is connected');
  await guest.expectToFit();
});

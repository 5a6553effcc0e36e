import { expect, type Page } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { conversations, waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { expectAccessible } from './axe';
import { InboxPage } from './pages/inbox-page';

const DAY_MS = 86_400_000;

/** A customer has written. */
const test = base.extend<{ talk: undefined }>({
  talk: async ({ api, number, simulator }, use) => {
    const from = { session: number.sessionName, from: somePhone(), pushName: 'Marina Duarte' };
    await simulator.inbound({ ...from, text: 'Volto no mês que vem' });
    await waitForThread(api, 1);
    await use(undefined);
  },
});

/** What the organization's clocks show at that moment, as the field has it. */
const wallOf = (time: number): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/Sao_Paulo',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(time)
    .replace(' ', 'T');

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Adiar até quando?' });
const fieldOf = (page: Page) => dialogOf(page).getByLabel('Outro dia e hora');

test('on a phone of 360 pixels the menu snoozes, until any time of the organization’s clock', async ({
  talk: _,
  api,
  openWindow,
}) => {
  const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
  const page = await openWindow({ ...phone, timezoneId: 'Asia/Tokyo' });
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Marina Duarte');
  await inbox.moreButton.tap();
  await expectAccessible(page, 'the menu of a thread');
  await page.getByRole('menuitem', { name: 'Adiar' }).tap();
  await expect(dialogOf(page)).toContainText('Horário Padrão de Brasília');
  await expectAccessible(page, 'snoozing on a phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toHaveCount(0);
  await expect(inbox.moreButton).toBeFocused();

  await inbox.moreButton.tap();
  await page.getByRole('menuitem', { name: 'Adiar' }).tap();
  const submit = dialogOf(page).getByRole('button', { name: 'Adiar', exact: true });
  for (const [value, said] of [
    ['', 'Escolha o dia e a hora.'],
    [wallOf(Date.now() - 60_000), 'Essa hora já passou.'],
    [wallOf(Date.now() + 366 * DAY_MS), 'No máximo daqui a um ano.'],
  ] as const) {
    await fieldOf(page).fill(value);
    await submit.tap();
    await expect(fieldOf(page)).toHaveAccessibleDescription(new RegExp(said));
    await expect(fieldOf(page)).toBeFocused();
  }
  const day = wallOf(Date.now() + 40 * DAY_MS).slice(0, 10);
  await fieldOf(page).fill(`${day}T14:30`);
  await submit.tap();
  await expect(dialogOf(page)).toHaveCount(0);
  await expect(inbox.thread.locator('header')).toContainText(/Adiada até .+, 14:30/);
  const [snoozed] = await conversations(api);
  expect(snoozed).toMatchObject({ status: 'snoozed', snoozedUntil: `${day}T17:30:00.000Z` });
});

test('by keyboard a free time begins at tomorrow morning, then at what stands', async ({
  talk: _,
  openWindow,
}) => {
  const page = await openWindow({ timezoneId: 'America/Sao_Paulo' });
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Marina Duarte');
  await page.keyboard.press('Alt+m');
  await expect(dialogOf(page)).not.toContainText('Brasília');
  await fieldOf(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toHaveCount(0);
  await expect(inbox.thread).toContainText('Adiada até amanhã, 09:00');
  const day = wallOf(Date.now() + 3 * DAY_MS).slice(0, 10);
  await page.keyboard.press('Alt+m');
  await fieldOf(page).fill(`${day}T07:45`);
  await page.keyboard.press('Enter');
  await expect(inbox.thread).toContainText(/Adiada até .+, 07:45/);
  await page.keyboard.press('Alt+m');
  await expect(fieldOf(page)).toHaveValue(`${day}T07:45`);
});

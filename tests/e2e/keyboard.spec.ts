import { expect, type Locator, type Page } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { send, waitForMessage, waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { NumbersPage } from './pages/numbers-page';
import { photo } from './pages/test-files';

/** The main tasks without a mouse: nothing here clicks, or puts the focus anywhere but by keys. */
const test = base.extend<{ talk: { inbox: InboxPage } }>({
  talk: async ({ api, number, simulator, openWindow }, use) => {
    const customer = somePhone();
    const session = number.sessionName;
    await simulator.customer({ phone: customer });
    await simulator.inbound({ session, from: customer, text: 'Tem o sofá azul?', pushName: 'Marina Duarte' });
    await waitForThread(api, 1);
    await waitForMessage(api, await send(api, number.id, customer, 'Tem sim.'), ['delivered', 'read']);
    const inbox = new InboxPage(await openWindow());
    await inbox.goto();
    await inbox.row('Marina Duarte').waitFor();
    await use({ inbox });
  },
});

const MOST_STEPS = 60;

/** Presses a key until this has the focus, and sees to it that one can see so. */
async function goTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press(key);
  }
  await expect(target, `within ${MOST_STEPS} times ${key}`).toBeFocused();
}

/** Opens the only conversation and waits for its messages. */
async function openByKeys(inbox: InboxPage): Promise<void> {
  await goTo(inbox.page, inbox.row('Marina Duarte'));
  await inbox.page.keyboard.press('Enter');
  await inbox.messages.waitFor();
}

test('sign in, connect a number, and out again', async ({ browser, baseURL, organization }) => {
  const page = await browser.newPage({ baseURL, locale: 'pt-BR' });
  await page.goto('/sign-in');
  await goTo(page, page.getByLabel('E-mail'));
  await page.keyboard.type(organization.email);
  await goTo(page, page.getByLabel('Senha', { exact: true }));
  await page.keyboard.type(organization.password);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/sign-in/);
  await goTo(page, page.getByRole('navigation').getByRole('link', { name: 'Números' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/whatsapp/);
  await goTo(page, page.getByRole('button', { name: 'Conectar número' }));
  await page.keyboard.press('Enter');
  const numbers = new NumbersPage(page);
  await goTo(page, numbers.dialog.getByLabel('Nome'));
  await page.keyboard.type('Vendas');
  await page.keyboard.press('Enter');
  await expect(numbers.qr).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(numbers.dialog).toHaveCount(0);
  await goTo(page, page.getByRole('button', { name: /^Sua conta/ }));
  await page.keyboard.press('Enter');
  await goTo(page, page.getByRole('button', { name: 'Sair' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sign-in/);
  await page.close();
});

test('open a conversation, answer, go to another and back', async ({ talk: { inbox }, api, number }) => {
  const { page } = inbox;
  await send(api, number.id, somePhone(), 'Outra conversa');
  // A first contact leaves at a person's pace: only then it has its place in the list.
  await inbox.list.getByRole('link', { name: /entregue Outra conversa/ }).waitFor();
  await goTo(page, inbox.row('Marina Duarte'));
  await page.keyboard.press('Enter');
  await inbox.messages.waitFor();
  await goTo(page, inbox.composer);
  await page.keyboard.type('Chegou hoje');
  await page.keyboard.press('Enter');
  await expect(inbox.tick('Chegou hoje', 'delivered')).toBeVisible();
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.press('Alt+j');
  await expect(inbox.bubble('Outra conversa')).toBeVisible();
  await page.keyboard.press('Alt+k');
  await expect(inbox.bubble('Chegou hoje')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inbox.thread).toBeHidden();
});

test('take a conversation, resolve it, find it again, and put it off', async ({ talk: { inbox } }) => {
  const { page } = inbox;
  await openByKeys(inbox);
  const assignee = inbox.thread.getByRole('combobox', { name: 'Responsável' });
  await goTo(page, assignee);
  await page.keyboard.press('ArrowDown');
  await expect(assignee.locator('option:checked')).toHaveText(/\(você\)$/);
  await page.keyboard.press('Alt+e');
  await expect(inbox.reopenButton).toBeVisible();
  await page.keyboard.press('Alt+e');
  await expect(inbox.resolveButton).toBeVisible();

  await page.keyboard.press('Alt+m');
  const dialog = page.getByRole('dialog', { name: 'Adiar até quando?' });
  await expect(dialog.getByRole('button', { name: 'Daqui a uma hora' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('button', { name: 'Daqui a uma semana' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(inbox.thread).toContainText(/Adiada até .+, 09:00/);
  await page.keyboard.press('Alt+m');
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('button', { name: 'Reabrir agora' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inbox.thread).not.toContainText('Adiada');
});

test('filter the list, send a file, and look at it', async ({ talk: { inbox } }) => {
  const { page } = inbox;
  await goTo(page, inbox.unreadFilter);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/unread=/);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/unread=/);
  await openByKeys(inbox);
  // Waited for early: the browser hears of it a moment later, and a key may be faster.
  const choosing = page.waitForEvent('filechooser');
  await goTo(page, inbox.thread.getByRole('button', { name: 'Anexar arquivos' }));
  await page.keyboard.press('Enter');
  const chooser = await choosing;
  await chooser.setFiles(await photo('estante.jpg'));
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.type('A estante');
  await page.keyboard.press('Enter');
  const bubble = inbox.bubble('A estante');
  await expect(inbox.tick('A estante', 'delivered')).toBeVisible();
  const picture = bubble.getByRole('button', { name: /^Abrir a foto/ });
  await goTo(page, picture, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const gallery = page.getByRole('dialog').filter({ hasText: '1 de 1' });
  await expect(gallery).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(gallery).toHaveCount(0);
  await expect(picture).toBeFocused();
});

test('begin a conversation with somebody new', async ({ talk: { inbox }, simulator }) => {
  const { page } = inbox;
  const phone = somePhone();
  await simulator.customer({ phone });
  await goTo(page, inbox.list.getByRole('button', { name: 'Nova conversa' }).first());
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Nova conversa' });
  await goTo(page, dialog.getByRole('textbox', { name: 'Telefone' }));
  await page.keyboard.type(`+${phone}`);
  await goTo(page, dialog.getByRole('textbox', { name: 'Mensagem' }));
  await page.keyboard.type('Bom dia');
  await goTo(page, dialog.getByRole('button', { name: 'Enviar' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(inbox.bubble('Bom dia')).toBeVisible();
});

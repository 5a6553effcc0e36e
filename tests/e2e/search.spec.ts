import { expect } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { waitForThread } from '../api/support/messages';
import { insertPast } from '../setup/past-messages';
import { somePhone } from '../setup/phones';
import { expectFlashed, watchFlashes } from './pages/flashes';
import { InboxPage } from './pages/inbox-page';
import { SearchBar } from './pages/search-bar';

type Talk = { customer: string; session: string };

/** A conversation of 300 messages with somebody whose name has accents, the fortieth of which was special. */
const test = base.extend<{ talk: Talk }>({
  talk: [
    async ({ api, sql, number, organization, simulator }, use) => {
      const session = number.sessionName;
      const customer = `5511${9}${String(Date.now()).slice(-8)}`;
      const pushName = 'Otávio Gonçalves';
      await simulator.inbound({ session, from: customer, text: 'Bom dia', pushName });
      const { conversation } = await waitForThread(api, 1);
      await insertPast(sql, { organizationId: organization.id, conversationId: conversation.id }, 300);
      await sql`update messages set text = 'O sofá <b>azul</b> chega na terça' where organization_id = ${organization.id}
      and text like 'Linha 40 %'`;
      await use({ customer, session });
    },
    { auto: true },
  ],
});

test('Ctrl+K finds people, messages and pages by keyboard alone, and a hit opens in its place', async ({
  talk,
  openWindow,
}) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await watchFlashes(page);
  await page.goto('/whatsapp');
  const bar = new SearchBar(page);
  await bar.open();
  await expect(bar.field).toBeFocused();
  await expect(bar.options('Conversas')).toHaveText([/Otávio Gonçalves/]);

  await page.keyboard.type('GONCALVES');
  await expect(bar.options('Conversas').locator('mark')).toHaveText('Gonçalves');
  // A part of the phone, as people write it, without the ninth digit.
  const bare = talk.customer.slice(5);
  await bar.field.fill(`${bare.slice(0, 4)}-${bare.slice(4)}`);
  await expect(bar.options('Conversas')).toHaveText([/Otávio Gonçalves/]);

  await bar.field.fill('sofa AZUL');
  await expect(bar.options('Mensagens')).toHaveCount(1);
  await expect(bar.options('Mensagens').locator('mark')).toHaveText(['sofá', 'azul']);
  await expect(bar.options('Mensagens')).toContainText('O sofá <b>azul</b> chega');
  await expect(bar.active).toContainText('O sofá');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/conversations\//);
  await expect(inbox.bubble('O sofá')).toBeInViewport();
  await expect(inbox.bubble('Linha 41')).toBeInViewport();
  await expect(bar.dialog).toHaveCount(0);

  // From within the inbox no page is asked for, and more is read page by page.
  await bar.open();
  await page.keyboard.type('linha');
  await expect(bar.options('Mensagens')).toHaveCount(11);
  await page.keyboard.press('ArrowUp');
  await expect(bar.active).toHaveText('Ver mais mensagens');
  await page.keyboard.press('Enter');
  await expect(bar.options('Mensagens')).toHaveCount(21);
  await page.keyboard.press('Enter');
  await expect(inbox.bubble('Linha 290')).toBeInViewport();
  await expectFlashed(inbox.bubble('Linha 290'));

  await bar.open();
  await page.keyboard.type('numero');
  await expect(bar.active).toHaveText('Números');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/whatsapp');
});

test('a search is narrowed to one person and a time, and left again', async ({
  talk,
  simulator,
  openWindow,
}) => {
  const other = '5521987650000';
  await simulator.inbound({ session: talk.session, from: other, text: 'Linha 7 azul', pushName: 'Marina' });
  const page = await openWindow();
  await new InboxPage(page).goto();
  const bar = new SearchBar(page);
  await page.getByRole('button', { name: 'Buscar em tudo' }).click();
  await expect(bar.field).toBeFocused();
  await page.keyboard.type('azul');
  await expect(bar.options('Mensagens')).toHaveCount(2);
  await bar.dialog.getByRole('combobox', { name: 'Período' }).selectOption('Últimos 30 dias');
  await expect(bar.options('Mensagens')).toHaveCount(2);
  await bar.field.fill('marina');
  await expect(bar.options('Conversas')).toHaveText([/Marina/]);
  await bar.field.press('Tab');
  await expect(bar.dialog.getByRole('button', { name: 'Deixar de buscar só em Marina' })).toBeVisible();
  await page.keyboard.type('azul');
  await expect(bar.options('Mensagens')).toHaveText([/Linha 7 azul/]);
  await bar.field.fill('');
  await bar.field.press('Backspace');
  await page.keyboard.type('azul');
  await expect(bar.options('Mensagens')).toHaveCount(2);
  await bar.field.fill('nada disso existe');
  await expect(bar.dialog.getByText(/^Nada encontrado para/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar.dialog).toHaveCount(0);
});

test('somebody without a conversation is found by name, and choosing them begins one', async ({
  talk: { session },
  simulator,
  openWindow,
}) => {
  const [wagner, lia] = [somePhone(), somePhone()];
  const { id: group } = await simulator.group({ session, subject: 'Obra', participants: [wagner, lia] });
  await simulator.inbound({ session, from: lia, group, text: 'Cheguei', pushName: 'Lia Moraes' });
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await inbox.goto();
  await expect(inbox.row('Obra')).toContainText('Cheguei');
  const bar = new SearchBar(page);
  await bar.open();
  await page.keyboard.type('moraes');
  await expect(bar.options('Contatos sem conversa')).toHaveText([/Lia Moraes/]);
  await expect(bar.active).toContainText('Lia Moraes');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Nova conversa' });
  await expect(dialog.getByRole('textbox', { name: 'Telefone' })).toHaveValue(/^\+55 11 \d{5}-\d{4}$/);
  await dialog.getByRole('textbox', { name: 'Mensagem' }).fill('Oi, Lia');
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  await expect(inbox.bubble('Oi, Lia')).toBeVisible();
  await expect(page).toHaveURL(/\/conversations\/[\da-f-]+$/);
  await bar.open();
  await page.keyboard.type('moraes');
  await expect(bar.options('Conversas')).toHaveText([/Lia Moraes/]);
  await expect(bar.options('Contatos sem conversa')).toHaveCount(0);
});

test('Ctrl+F searches in the chat: so many, the next and the one before, coloured, in place', async ({
  openWindow,
}) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await watchFlashes(page);
  await inbox.goto();
  await inbox.open('Otávio');
  await page.keyboard.press('Control+f');
  const field = page.getByRole('textbox', { name: 'Buscar nesta conversa' });
  await expect(field).toBeFocused();
  await page.keyboard.type('linha 1');
  const count = page.locator('search output');
  await expect(count).toHaveText(/^1 de \d+\+?$/);
  await expect(inbox.bubble(/Linha 199\b/)).toBeInViewport();
  const coloured = () => page.evaluate(() => [...(CSS.highlights.get('chat-search') ?? [])].map(String));
  await expect.poll(coloured).toContain('Linha');
  await page.keyboard.press('Enter');
  await expect(count).toHaveText(/^2 de/);
  await expectFlashed(inbox.bubble(/Linha 198\b/));
  await page.keyboard.press('Shift+Enter');
  await expect(count).toHaveText(/^1 de/);

  await field.fill('sofa azul');
  await expect(count).toHaveText('1 de 1');
  await expect(inbox.bubble('O sofá')).toBeInViewport();
  await expect.poll(coloured).toEqual(['sofá', 'azul']);
  await field.fill('girafa');
  await expect(count).toHaveText('Nada encontrado');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  expect(await coloured()).toEqual([]);
  await expect(inbox.bubble('O sofá')).toBeInViewport();
});

test('the keys are listed on ?, not while one writes', async ({ openWindow }) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Otávio');
  const dialog = page.getByRole('dialog', { name: 'Atalhos' });
  await inbox.composer.press('?');
  await expect(inbox.composer).toHaveValue('?');
  await inbox.messages.focus();
  await page.keyboard.press('?');
  await expect(dialog.getByText('buscar na conversa')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(inbox.messages).toBeVisible();
});

test('on a phone, in English, the search fills the screen', async ({ openWindow }) => {
  const page = await openWindow({ viewport: { width: 360, height: 740 } });
  await page.context().addCookies([{ name: 'recado_locale', value: 'en', url: page.url() }]);
  await page.goto('/conversations');
  await page.getByRole('button', { name: 'Search everything' }).click();
  const bar = new SearchBar(page, 'Search everything');
  await bar.field.fill('sofa');
  await bar.options('Messages').click();
  const inbox = new InboxPage(page, 'en');
  await expect(inbox.bubble('O sofá')).toBeInViewport();
  await expect(inbox.thread).toBeVisible();
});

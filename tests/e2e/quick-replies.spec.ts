import { expect } from '@playwright/test';
import { send, waitForMessage } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { expectAccessible } from './axe';
import { AttachmentStrip } from './pages/attachment-strip';
import { InboxPage } from './pages/inbox-page';
import { QuickReplies } from './pages/quick-replies';
import { photo } from './pages/test-files';
import { openMarina, TEMPLATES, test } from './quick-reply-fixtures';

test.setTimeout(120_000);

test('by keyboard: “/” finds a quick reply, its fields are filled in, and it is sent only then', async ({
  marina,
  simulator,
  openWindow,
}) => {
  const inbox = new InboxPage(await openWindow());
  const { keyboard } = inbox.page;
  const replies = await openMarina(inbox);
  await keyboard.type('/');
  await expect(replies.options).toHaveCount(3);
  await expect(inbox.composer).toHaveAttribute('aria-activedescendant', /-0$/);
  await keyboard.type('fre');
  await expect(replies.options).toHaveText([
    /^\/frete.*Marina, para \{\{bairro\}\}.*2 campos$/,
    /^\/frete-gratis/,
  ]);
  await keyboard.press('ArrowDown');
  await expect(replies.chosen).toContainText('/frete-gratis');
  await keyboard.press('ArrowUp');
  await keyboard.press('Escape');
  await expect(replies.list).toBeHidden();
  await expect(inbox.composer).toHaveValue('/fre');
  await expect(inbox.thread).toBeVisible();
  await keyboard.press('Backspace');
  await expect(replies.list).toBeHidden();
  for (let letter = 0; letter < 3; letter++) await keyboard.press('Backspace');
  await keyboard.type('/frete');
  await expect(replies.chosen).toContainText('Valor do frete');
  await keyboard.press('Enter');

  await expect(inbox.composer).toHaveValue('Marina, para {{bairro}} sai por {{valor}}.');
  await expect(replies.list).toBeHidden();
  expect(await replies.selected()).toBe('{{bairro}}');
  await expect(replies.fields).toHaveText(['bairro', 'valor']);
  await keyboard.press('Tab');
  expect(await replies.selected()).toBe('{{valor}}');
  await keyboard.press('Enter');
  expect(await replies.selected()).toBe('{{bairro}}');
  await expect(inbox.thread.getByRole('status').filter({ hasText: 'Preencha os campos' })).toHaveCount(1);
  await expect(inbox.sendButton).toHaveAttribute('aria-disabled', 'true');
  await keyboard.type('Pinheiros');
  await expect(replies.fields).toHaveText(['valor']);
  await keyboard.press('Enter');
  expect(await replies.selected()).toBe('{{valor}}');
  await keyboard.type('R$ 80');
  await expect(replies.fields).toHaveCount(0);
  await keyboard.press('Enter');
  await expect(inbox.tick('Pinheiros', 'delivered')).toBeVisible();
  expect((await simulator.received({ phone: marina })).map(({ body }) => body)).toEqual([
    'Marina, para Pinheiros sai por R$ 80.',
  ]);
});

test('neither the button that sends, nor a reload, nor the caption of another file lets an empty field out', async ({
  marina,
  simulator,
  openWindow,
}) => {
  const inbox = new InboxPage(await openWindow());
  const { page } = inbox;
  let replies = await openMarina(inbox);
  await inbox.composer.pressSequentially('/frete');
  await inbox.composer.press('Tab');
  await expect(inbox.composer).toHaveValue(/bairro/);
  // Greyed out, and pressed all the same.
  await inbox.sendButton.click({ force: true });
  expect(await replies.selected()).toBe('{{bairro}}');
  // A brace lost on the way is no way out.
  await inbox.composer.fill('Para Pinheiros sai por {{valor}');
  await inbox.composer.press('Enter');
  expect(await replies.selected()).toBe('{{valor}');
  await page.reload();
  replies = new QuickReplies(inbox);
  await expect(inbox.composer).toHaveValue('Para Pinheiros sai por {{valor}');
  await inbox.composer.press('Enter');
  await expect(replies.fields).toHaveText(['valor']);

  const strip = new AttachmentStrip(inbox);
  await strip.pick(await photo('um.jpg'), await photo('dois.jpg'));
  await expect(strip.tiles).toHaveCount(2);
  await strip.tile('dois.jpg').click();
  await inbox.composer.fill('Esta está pronta');
  await inbox.composer.press('Enter');
  await expect(inbox.composer).toHaveValue(/\{\{valor\}$/);
  await expect.poll(() => replies.selected()).toBe('{{valor}');
  await expect(strip.tiles).toHaveCount(2);
  await page.keyboard.type('R$ 80');
  await inbox.composer.press('Enter');
  await expect(inbox.bubble('Esta está pronta')).toBeVisible();
  await expect
    .poll(async () => (await simulator.received({ phone: marina })).map(({ body }) => body))
    .toEqual(['Para Pinheiros sai por R$ 80', 'Esta está pronta']);
  // Written as code, braces are braces.
  await inbox.send('Use `{{nome}}` no texto');
  await expect(inbox.tick('no texto', 'delivered')).toBeVisible();
});

test('dates and addresses open nothing; a “/” amid a text, the key elsewhere and the button do', async ({
  marina: _,
  openWindow,
}) => {
  const inbox = new InboxPage(await openWindow());
  const { keyboard } = inbox.page;
  const replies = await openMarina(inbox);
  await keyboard.type('/');
  await expect(replies.list).toBeVisible();
  await keyboard.press('Backspace');
  for (const text of ['Dia 10/12 e/ou ', 'https://exemplo.com.br/frete ', '/home/ana ']) {
    await keyboard.type(text);
    await expect(replies.list).toBeHidden();
  }
  await inbox.composer.fill('Bom dia! ');
  await keyboard.type('/pra');
  await expect(replies.options).toHaveText([/^\/prazo/]);
  await keyboard.press('Enter');
  await expect(inbox.composer).toHaveValue(/^Bom dia! Em até 3 dias úteis, (?!\{\{).+ avisa\.$/);
  await inbox.composer.fill('');

  await replies.button.press('Enter');
  await expect(replies.options).toHaveCount(3);
  await expect(inbox.composer).toBeFocused();
  await keyboard.type('uteis');
  await expect(replies.options).toHaveText([/^\/prazo/]);
  await keyboard.press('Enter');
  await expect(inbox.composer).toHaveValue(/^Em até 3 dias úteis/);
  await inbox.composer.fill('');
  await replies.button.click();
  await expect(replies.list).toBeVisible();
  await replies.button.click();
  await expect(replies.list).toBeHidden();

  await inbox.messages.focus();
  await keyboard.press('/');
  await expect(replies.list).toBeVisible();
  await expect(inbox.composer).toHaveValue('');
  await inbox.list.getByRole('searchbox').or(inbox.list.getByRole('button')).first().focus();
  await expect(replies.list).toBeHidden();
});

test('a list that is open stays with its conversation, and what was typed waits there', async ({
  api,
  number,
  simulator,
  marina: _,
  openWindow,
}) => {
  const other = somePhone();
  await simulator.customer({ phone: other });
  await waitForMessage(api, await send(api, number.id, other, 'Para outra pessoa'), ['delivered', 'read']);
  const inbox = new InboxPage(await openWindow());
  const { keyboard } = inbox.page;
  const replies = await openMarina(inbox);
  await keyboard.type('/fre');
  await expect(replies.options).toHaveCount(2);
  await inbox.open('Para outra pessoa');
  await expect(inbox.bubble('Para outra pessoa')).toBeVisible();
  await expect(inbox.composer).toHaveValue('');
  await expect(replies.list).toBeHidden();
  await inbox.composer.focus();
  await keyboard.type('/frete');
  await expect(replies.chosen).toContainText('{{primeiro_nome}}');
  await keyboard.press('Enter');
  // Nobody knows what this one is called.
  await expect(replies.fields).toHaveText(['primeiro_nome', 'bairro', 'valor']);
  await inbox.open('Marina Duarte');
  await expect(inbox.composer).toHaveValue('/fre');
});

test('on a phone of 360 pixels, in both modes, and before there is one', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const phone = somePhone();
  await simulator.customer({ phone });
  await waitForMessage(api, await send(api, number.id, phone, 'Primeira'), ['delivered', 'read']);
  const page = await openWindow({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const inbox = new InboxPage(page);
  const replies = new QuickReplies(inbox);
  await inbox.goto();
  await inbox.open('Primeira');
  await replies.button.tap();
  await expect(inbox.thread.getByText('Ainda não há respostas rápidas.')).toBeVisible();
  await expectAccessible(page, 'no quick replies');
  await inbox.thread.getByRole('link', { name: 'Criar a primeira' }).tap();
  await expect(page).toHaveURL(/\/settings\/templates$/);
  await expect(page.getByRole('heading', { name: 'Nenhuma resposta rápida ainda' })).toBeVisible();
  const long = {
    shortcut: 'x'.repeat(32),
    title: 'Um título bem longo '.repeat(4).trim(),
    text: 'palavra'.repeat(40),
  };
  for (const template of [...TEMPLATES, long]) await api.post('/api/templates', template);
  await expect(page.getByRole('button', { name: 'Excluir /prazo' })).toBeVisible();
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await isWide()).toBe(false);
  await expectAccessible(page, 'the page of quick replies on a phone');
  await page.goBack();
  await replies.button.tap();
  await expect(replies.options).toHaveCount(4);
  expect(await isWide()).toBe(false);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the list of quick replies, ${colorScheme}`);
  }
  await replies.options.filter({ hasText: 'Valor do frete' }).tap();
  await expect(replies.fields).toHaveText(['primeiro_nome', 'bairro', 'valor']);
  await replies.fields.getByText('valor').tap();
  expect(await replies.selected()).toBe('{{valor}}');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `empty fields, ${colorScheme}`);
  }
  expect(await isWide()).toBe(false);
});

import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { send, waitForMessage } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test.setTimeout(120_000);

test('who wants to can take a message back within five seconds, and send with Ctrl+Enter', async ({
  api,
  number,
  simulator,
  openWindow,
  sql,
}) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), ['delivered', 'read']);
  const page = await openWindow();
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Preferências' }).click();
  await page.getByRole('radio', { name: '5 segundos' }).check();
  await expect(page.getByRole('status').filter({ hasText: 'Salvo' })).toBeVisible();
  await page.getByRole('radio', { name: 'Ctrl + Enter' }).check();
  await page.reload();
  await expect(page.getByRole('radio', { name: '5 segundos' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Ctrl + Enter' })).toBeChecked();

  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Primeira');
  await inbox.composer.fill('Duas');
  await inbox.composer.press('Enter');
  await inbox.composer.pressSequentially('linhas');
  await expect(inbox.composer).toHaveValue('Duas\nlinhas');
  await inbox.composer.press('Control+Enter');
  const undo = inbox.bubble('Duas').getByRole('button', { name: 'Desfazer' });
  await expect(inbox.bubble('Duas')).toContainText(/Sai em \d s/);
  // It waits on the server, so a page that is gone changes nothing; a slow machine may take its time here.
  await sql`
    update messages set undo_until = now() + interval '1 minute', next_attempt_at = now() + interval '1 minute'
    where text like 'Duas%' and instance_id = ${number.id}`;
  await page.reload();
  await undo.click();
  await expect(inbox.composer).toHaveValue('Duas\nlinhas');
  await expect(inbox.bubble('Duas')).toHaveCount(0);

  await inbox.composer.fill('Esta sai');
  await inbox.composer.press('Control+Enter');
  await expect(inbox.tick('Esta sai', 'delivered')).toBeVisible({ timeout: 20_000 });
  await expect(undo).toHaveCount(0);
  expect((await simulator.received({ phone: customer })).map(({ body }) => body)).toEqual([
    'Primeira',
    'Esta sai',
  ]);
});

test('“@” names people of a group by keyboard; WhatsApp is told whom', async ({
  number,
  simulator,
  openWindow,
}) => {
  const [marina, jose] = [somePhone(), somePhone()];
  for (const phone of [marina, jose]) await simulator.customer({ phone });
  const { id: group } = await simulator.group({
    session: number.sessionName,
    subject: 'Obra Alameda',
    participants: [marina, jose],
  });
  const say = (from: string, pushName: string, text: string) =>
    simulator.inbound({ session: number.sessionName, from, pushName, text, group });
  await say(marina, 'Marina Duarte', 'As portas chegaram?');
  await say(jose, 'José Prado', 'Ainda não');
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open('Obra Alameda');
  await inbox.composer.pressSequentially('Oi @');
  const people = inbox.thread.getByRole('listbox', { name: 'Mencionar' });
  await expect(people.getByRole('option')).toHaveCount(2);
  await inbox.composer.press('ArrowDown');
  await expect(people.getByRole('option', { selected: true })).toContainText('Marina Duarte');
  await inbox.composer.press('Escape');
  await expect(people).toBeHidden();
  await inbox.composer.press('Backspace');
  await inbox.composer.pressSequentially('@jose');
  await expect(people.getByRole('option')).toHaveText(/José Prado/);
  await inbox.composer.press('Enter');
  await expect(inbox.composer).toHaveValue('Oi @José Prado ');
  await inbox.composer.pressSequentially('chegaram sim');
  await inbox.composer.press('Enter');
  await expect
    .poll(async () => (await simulator.received({ phone: marina })).at(-1))
    .toMatchObject({ mentions: [expect.stringContaining(jose.slice(-8))] });
  await expect(inbox.bubble('chegaram sim')).toContainText('Oi @José Prado chegaram sim');
});

import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { test } from '../api/support/fixtures';
import { send, thread, waitForMessage } from '../api/support/messages';
import { instancePath, waitForStatus } from '../api/support/numbers';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { MessageActions } from './pages/message-actions';

const REFUSALS = [
  { status: 500, message: 'no LID found: no lid for user', says: 'não está no WhatsApp' },
  { status: 413, message: 'too large', says: 'não aceitou o arquivo' },
  { status: 501, message: 'not implemented', says: 'não envia este tipo de mensagem' },
  { status: 500, message: 'nope', says: 'não aceitou a mensagem' },
];

test('each failure says what happened; “try again” sends the same message', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), ['delivered', 'read']);
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open('Primeira');
  for (const [index, { status, message, says }] of REFUSALS.entries()) {
    const text = `Recusada ${index + 1}`;
    await simulator.refuseSends({ session: number.sessionName, status, message });
    await inbox.send(text);
    await expect(inbox.bubble(text)).toContainText(says);
    await expect(inbox.tick(text, 'failed')).toBeVisible();
  }
  await inbox.retryOf('Recusada 4').click();
  await expect(inbox.tick('Recusada 4', 'delivered')).toBeVisible();
  await expect(inbox.bubble('Recusada 4')).toHaveCount(1);
  expect(await simulator.received({ phone: customer })).toMatchObject([
    { body: 'Primeira', copies: 1 },
    { body: 'Recusada 4', copies: 1 },
  ]);
});

test('a restricted number: what was refused says so, what waits is held and can be let go', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), ['delivered', 'read']);
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open('Primeira');
  await simulator.refuseSends({ session: number.sessionName, message: 'server returned error 463' });
  await inbox.send('Recusada');
  await expect(inbox.bubble('Recusada')).toContainText('Não enviada: por enquanto o WhatsApp não deixa');
  await inbox.send('Seguinte');
  await expect(inbox.bubble('Seguinte')).toContainText('Retida: por enquanto o WhatsApp não deixa');
  await inbox.bubble('Seguinte').getByRole('button', { name: 'Enviar agora' }).click();
  await expect(inbox.tick('Seguinte', 'delivered')).toBeVisible();
  expect((await simulator.received({ phone: customer })).map(({ body }) => body)).toEqual([
    'Primeira',
    'Seguinte',
  ]);
});

test('what nobody can tell is left to a person: leave it, or send it again', async ({
  api,
  number,
  simulator,
  openWindow,
  sql,
}) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  const sent: MessageView[] = [];
  for (const text of ['Uma', 'Outra']) {
    await simulator.refuseSends({ session: number.sessionName, message: 'nope' });
    sent.push(await waitForMessage(api, await send(api, number.id, customer, text), 'failed'));
  }
  // As a minute without any answer leaves it.
  await sql`update messages set error_code = 'unsettled' where id in ${sql(sent.map(({ id }) => id))}`;
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open('Outra');
  await expect(inbox.bubble('Uma')).toContainText('Confira no celular antes de enviar de novo');
  await inbox.bubble('Uma').getByRole('button', { name: 'Deixar assim' }).click();
  await expect(inbox.bubble('Uma')).toContainText('Nunca confirmada');
  await expect(inbox.bubble('Uma').getByRole('button', { name: 'Enviar de novo' })).toHaveCount(0);
  await inbox.bubble('Outra').getByRole('button', { name: 'Enviar de novo' }).click();
  await expect(inbox.tick('Outra', 'delivered')).toBeVisible();
  // Everybody sees it so, not only this browser.
  const colleague = new InboxPage(await openWindow());
  await colleague.goto();
  await colleague.open('Outra');
  await expect(colleague.bubble('Uma')).toContainText('Nunca confirmada');
  await expect(colleague.bubble('Uma').getByRole('button', { name: 'Deixar assim' })).toHaveCount(0);
  expect(await simulator.received({ phone: customer })).toMatchObject([{ body: 'Outra', copies: 1 }]);
});

test('what waits says for what: a number that is off, with the way to it; taken back, it never leaves', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  const first = await waitForMessage(api, await send(api, number.id, customer, 'Antes'), [
    'delivered',
    'read',
  ]);
  await api.post(instancePath(number.id, '/disconnect'));
  await waitForStatus(api, number.id, 'STOPPED');
  const inbox = new InboxPage(await openWindow());
  const actions = new MessageActions(inbox);
  await inbox.goto();
  await inbox.open('Antes');
  await inbox.send('Fica');
  await inbox.send('Não vai');
  await expect(inbox.bubble('Fica')).toContainText('o número Vendas está desconectado');
  const link = inbox.bubble('Fica').getByRole('link', { name: 'Abrir o número' });
  await expect(link).toHaveAttribute('href', `/whatsapp?connect=${number.id}`);
  await actions.open('Não vai');
  await actions.menu.getByRole('menuitem', { name: 'Não enviar' }).click();
  await inbox.page.getByRole('alertdialog').getByRole('button', { name: 'Não enviar' }).click();
  await expect(inbox.bubble('Não vai')).toHaveCount(0);
  await api.post(instancePath(number.id, '/connect'));
  await expect(inbox.tick('Fica', 'delivered')).toBeVisible({ timeout: 20_000 });
  await expect(inbox.bubble('Fica')).not.toContainText('desconectado');
  const texts = (await thread(api, first.conversationId)).map(({ text }) => text);
  expect(new Set(texts)).toEqual(new Set([null, 'Fica', 'Antes']));
  expect((await simulator.received({ phone: customer })).map(({ body }) => body)).toEqual(['Antes', 'Fica']);
});

test('what waits for an earlier message says so', async ({ api, number, simulator, openWindow }) => {
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'Antes'), ['delivered', 'read']);
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open('Antes');
  await simulator.hangSends({ session: number.sessionName, sent: false });
  await inbox.send('Pendurada');
  await inbox.send('Seguinte');
  await expect(inbox.bubble('Seguinte')).toContainText('atrás de uma mensagem anterior');
});

import { expect } from '@playwright/test';
import { somePhone } from '../setup/phones';
import { test } from './fixtures';
import { InboxPage } from './pages/inbox-page';
import { NumbersPage, sessionOf } from './pages/numbers-page';

test('a person links a number, gets a message without reloading, answers, and sees the ticks rise', async ({
  openWindow,
  phone,
}) => {
  const customer = somePhone();
  await phone.customer({ phone: customer, name: 'Marina Duarte', autoAck: 'server' });

  // A colleague has the inbox open before anything happens.
  const colleague = new InboxPage(await openWindow());
  await colleague.goto();

  const window = await openWindow();
  const numbers = new NumbersPage(window);
  await numbers.open();
  await numbers.create('Vendas');
  await expect(numbers.qr).toBeVisible();
  const session = await sessionOf(window, 'Vendas');
  await phone.scan({ session, phone: somePhone(), pushName: 'Casa Aurora' });
  await numbers.expectConnected('Vendas');
  await numbers.closeDialog();
  await expect(numbers.card('Vendas')).toContainText('Funcionando');

  const question = 'Oi! Tem o sofá azul?';
  await phone.inbound({ session, from: customer, text: question, pushName: 'Marina Duarte' });
  await expect(colleague.row('Marina Duarte')).toContainText(question);
  await colleague.open('Marina Duarte');
  await expect(colleague.bubble(question)).toHaveCount(1);

  const answer = 'Tem sim, três lugares.';
  await colleague.send(answer);
  await expect(colleague.tick(answer, 'sent')).toBeVisible();
  await phone.customerReads({ session, phone: customer, ack: 2 });
  await expect(colleague.tick(answer, 'delivered')).toBeVisible();
  await phone.customerReads({ session, phone: customer });
  await expect(colleague.tick(answer, 'read')).toBeVisible();
  await expect(colleague.bubble(answer)).toHaveCount(1);

  const received = await phone.received({ phone: customer });
  expect(received.map(({ copies }) => copies)).toEqual([1]);
});

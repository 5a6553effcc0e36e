import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { instancePath } from '../api/support/numbers';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { NumbersPage } from './pages/numbers-page';

test('a number’s limits are seen and set, and a message over them says so and is let go', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const page = await openWindow();
  const numbers = new NumbersPage(page);
  await numbers.open();
  const card = numbers.card('Vendas');
  await expect(card.getByText('0 de 1000')).toBeVisible();

  await numbers.choose('Vendas', 'Envio…');
  const dialog = page.getByRole('dialog', { name: 'Como Vendas envia' });
  await dialog.getByRole('radio', { name: 'Com cautela' }).check();
  await expect(dialog.getByText('Com meio minuto ou mais')).toBeVisible();
  await dialog.getByRole('radio', { name: 'Na hora' }).check();
  const budget = dialog.getByRole('textbox', { name: 'Pessoas novas por dia' });
  await budget.fill('muitas');
  await expect(dialog.getByText('Digite um número')).toBeVisible();
  await budget.fill('0');
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(dialog).toBeHidden();
  await expect(card.getByText('0 de 0 · o resto sai amanhã')).toBeVisible();

  const to = somePhone();
  await simulator.customer({ phone: to });
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.start(to, 'Bom dia! Seu pedido chegou.');
  const bubble = inbox.bubble('Seu pedido chegou');
  await expect(
    bubble.getByText(/^Retida: este número chegou ao limite de primeiros contatos de hoje/),
  ).toBeVisible();
  expect(await simulator.received({ phone: to })).toEqual([]);
  await bubble.getByRole('button', { name: 'Enviar agora' }).click();
  await expect(inbox.tick('Seu pedido chegou', 'delivered')).toBeVisible();
  await expect(bubble.getByText(/^Retida/)).toHaveCount(0);
  expect(await simulator.received({ phone: to })).toMatchObject([{ copies: 1 }]);

  await api.patch(instancePath(number.id), { settings: { firstContactsPerDay: null } });
  await simulator.restrict({ session: number.sessionName, timelock: { isActive: true } });
  await numbers.open();
  await expect(
    card.getByText(/^O WhatsApp não deixa este número escrever para pessoas novas até /),
  ).toBeVisible();
  await simulator.restrict({ session: number.sessionName, timelock: null });
  await expect(card.getByText(/^O WhatsApp não deixa/)).toHaveCount(0);
});

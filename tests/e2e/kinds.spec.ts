import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test('what happens to messages is seen without reloading: reaction, edit, revoke, votes, a call', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const session = number.sessionName;
  const from = somePhone();
  const pushName = 'Marina Duarte';
  const first = await simulator.inbound({ session, from, text: 'Tem azul?', pushName });
  const second = await simulator.inbound({ session, from, text: 'Esquece', pushName });
  await simulator.inbound({ session, from, kind: 'location', name: 'Loja Centro' });
  const vcards = [
    'BEGIN:VCARD\nVERSION:3.0\nFN:Pedro Alves\nTEL;waid=5511988887777:+55 11 98888-7777\nEND:VCARD',
  ];
  await simulator.inbound({ session, from, kind: 'vcard', vcards });
  const poll = { kind: 'poll' as const, name: 'Quando?', options: ['Segunda', 'Sexta'] };
  const asked = await simulator.fromPhone({ session, to: from, ...poll });
  await waitForThread(api, 5);

  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open(pushName);
  await expect(inbox.bubble('Loja Centro').getByRole('link', { name: 'Abrir o mapa' })).toBeVisible();
  await expect(inbox.bubble('Pedro Alves').getByRole('link', { name: '+55 11 98888-7777' })).toBeVisible();

  await simulator.react({ session, from, id: first.bareId, text: '👍' });
  await expect(inbox.bubble('Tem azul?').getByRole('img', { name: '👍 de Marina Duarte' })).toBeVisible();
  await simulator.edit({ session, from, id: first.bareId, text: 'Tem verde?' });
  await expect(inbox.bubble('Tem verde?')).toContainText('editada');
  await expect(inbox.bubble('Tem azul?')).toHaveCount(0);
  await simulator.revoke({ session, from, id: second.bareId });
  await expect(inbox.bubble('Mensagem apagada por Marina Duarte')).toBeVisible();
  await simulator.vote({ session, from, id: asked.bareId, options: ['Sexta'] });
  await expect(inbox.bubble('Quando?').getByRole('listitem').filter({ hasText: 'Sexta' })).toContainText(
    '1 voto',
  );
  await simulator.call({ session, from, isVideo: true, ends: 'rejected' });
  await expect(inbox.messages.getByText('Chamada de vídeo recusada')).toBeVisible();
});

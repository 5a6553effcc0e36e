import { expect } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { send, waitForMessage, waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { expectFlashed, watchFlashes } from './pages/flashes';
import { InboxPage } from './pages/inbox-page';
import { MessageActions } from './pages/message-actions';

type Talk = {
  customer: string;
  session: string;
  questionId: string;
  inbox: InboxPage;
  actions: MessageActions;
};

/** A customer has asked, we have answered, and the conversation is open in a window. */
const test = base.extend<{ talk: Talk }>({
  talk: async ({ api, number, simulator, openWindow }, use) => {
    const customer = somePhone();
    const session = number.sessionName;
    await simulator.customer({ phone: customer });
    const asked = { session, from: customer, text: 'Tem o sofá azul?', pushName: 'Marina Duarte' };
    const { bareId: questionId } = await simulator.inbound(asked);
    await waitForThread(api, 1);
    const answer = await send(api, number.id, customer, 'Tem sim, três lugares.');
    await waitForMessage(api, answer, ['delivered', 'read']);
    const inbox = new InboxPage(await openWindow());
    await watchFlashes(inbox.page);
    await inbox.goto();
    await inbox.open('Marina Duarte');
    await use({ customer, session, questionId, inbox, actions: new MessageActions(inbox) });
  },
});

test('a reply quotes what it answers, and is left with Esc', async ({ talk, simulator }) => {
  const { customer, questionId, inbox, actions } = talk;
  await actions.choose('sofá azul', 'reply');
  await expect(inbox.composer).toBeFocused();
  await expect(inbox.thread.getByText('Respondendo a Marina Duarte')).toBeVisible();
  await inbox.page.keyboard.press('Escape');
  await expect(inbox.thread.getByText('Respondendo a Marina Duarte')).toBeHidden();
  await expect(inbox.composer).toBeVisible();

  await actions.choose('sofá azul', 'reply');
  await inbox.send('Chegou hoje');
  await expect(inbox.thread.getByText('Respondendo a')).toBeHidden();
  await expect(inbox.tick('Chegou hoje', 'delivered')).toBeVisible();
  expect((await simulator.received({ phone: customer })).at(-1)).toMatchObject({
    body: 'Chegou hoje',
    quotedId: questionId,
    copies: 1,
  });
});

test('a quote leads to its message, far above', async ({ talk, api, number, simulator }) => {
  const { customer: from, session, inbox } = talk;
  const question = (await waitForThread(api, 2)).messages.find(({ direction }) => direction === 'inbound');
  const messages = Array.from({ length: 40 }, (_, index) => ({
    session,
    from,
    text: `Mais uma ${index + 1}.`,
  }));
  await simulator.inboundBatch({ messages });
  await expect(inbox.bubble('Mais uma 40.')).toBeVisible();
  await send(api, number.id, from, 'É este', { replyTo: question?.id });
  const original = inbox.bubble('Tem o sofá azul?').filter({ hasNotText: 'É este' });
  await expect(original).not.toBeInViewport();
  await inbox
    .bubble('É este')
    .getByRole('button', { name: /Tem o sofá azul/ })
    .click();
  await expect(original).toBeInViewport();
  await expectFlashed(original);
});

test('a reaction is one press away, seen by the customer, and taken back', async ({ talk, simulator }) => {
  const { customer, session, inbox, actions } = talk;
  await actions.react('sofá azul', '❤️');
  const pill = inbox.bubble('sofá azul').getByRole('img', { name: '❤️ de você' });
  await expect(pill).toBeVisible();
  const seen = async () => (await simulator.chat({ session, phone: customer })).messages[0]?.reactions;
  await expect.poll(seen).toEqual([{ text: '❤️', mine: false }]);
  await expect(inbox.bubble('sofá azul').getByRole('img', { name: /alterada/ })).toHaveCount(0);
  await actions.react('sofá azul', '❤️');
  await expect(pill).toHaveCount(0);
  await expect.poll(seen).toEqual([]);
});

test('an edit happens in the composer: left with Esc, begun with ↑, and the draft is still there', async ({
  talk,
  simulator,
}) => {
  const { customer, inbox, actions } = talk;
  const { composer } = inbox;
  await simulator.customer({ phone: customer });
  await inbox.send('Custa 1.200');
  await expect(inbox.tick('Custa 1.200', 'delivered')).toBeVisible();
  await composer.fill('um rascunho');
  await actions.choose('Custa 1.200', 'edit');
  await expect(composer).toHaveValue('Custa 1.200');
  await composer.fill('Custa nada');
  await composer.press('Escape');
  await expect(composer).toHaveValue('um rascunho');
  await expect(inbox.bubble('Custa 1.200')).toBeVisible();

  await composer.fill('');
  await composer.press('ArrowUp');
  await expect(composer).toHaveValue('Custa 1.200');
  await composer.fill('Custa 1.250');
  await composer.press('Enter');
  await expect(inbox.bubble('Custa 1.250')).toContainText('editada');
  await expect(inbox.bubble('Custa 1.200')).toHaveCount(0);
  await expect(composer).toHaveValue('');
  await expect
    .poll(async () => (await simulator.received({ phone: customer })).map(({ body }) => body))
    .toEqual(['Tem sim, três lugares.', 'Custa 1.250']);
});

test('deleting for everyone asks first', async ({ talk, simulator }) => {
  const { customer, inbox, actions } = talk;
  await actions.choose('três lugares', 'revoke');
  await actions.revokeDialog.getByRole('button', { name: 'Manter' }).click();
  await expect(actions.revokeDialog).toBeHidden();
  await expect(inbox.bubble('três lugares')).toBeVisible();
  await actions.choose('três lugares', 'revoke');
  await actions.revokeDialog.getByRole('button', { name: 'Apagar para todos' }).click();
  await expect(inbox.bubble('Mensagem apagada')).toBeVisible();
  await expect(inbox.bubble('três lugares')).toHaveCount(0);
  await expect
    .poll(async () => (await simulator.received({ phone: customer }))[0]?.content)
    .toMatchObject({ kind: 'revoke' });
});

test('the details tell when it was delivered, and read as soon as it is', async ({ talk, simulator }) => {
  const { customer, session, actions } = talk;
  await actions.choose('três lugares', 'info');
  await expect(actions.infoDialog.getByText('Entregue')).toBeVisible();
  await expect(actions.infoDialog.getByText('Lida')).toHaveCount(0);
  await simulator.customerReads({ session, phone: customer });
  await expect(actions.infoDialog.getByText('Lida')).toBeVisible();
});

test('a message is passed on to conversations that one searches for', async ({
  talk,
  simulator,
  api,
  number,
}) => {
  const { inbox, actions } = talk;
  const others = [somePhone(), somePhone()];
  for (const [index, from] of others.entries()) {
    const pushName = ['Pedro Alves', 'Joana Prado'][index];
    await simulator.inbound({ session: number.sessionName, from, text: 'Oi', pushName });
  }
  await expect(inbox.row('Pedro Alves')).toBeVisible();
  await expect(inbox.row('Joana Prado')).toBeVisible();
  await actions.forward('três lugares', ['Pedro Alves', 'Joana Prado']);
  await expect(actions.forwardDialog).toBeHidden();
  for (const phone of others)
    await expect
      .poll(async () =>
        (await simulator.received({ phone })).map(({ body, forwarded }) => ({ body, forwarded })),
      )
      .toEqual([{ body: 'Tem sim, três lugares.', forwarded: true }]);
  await inbox.open('Pedro Alves');
  await expect(inbox.bubble('três lugares').getByRole('img', { name: 'Encaminhada' })).toBeVisible();
  expect(await api.get('/api/messages/conversations')).toMatchObject({ status: 200 });
});

test('a change that WhatsApp refused says so, and is repeated', async ({ talk, simulator }) => {
  const { session, inbox, actions } = talk;
  await simulator.refuseSends({ session, status: 501, message: 'not implemented' });
  await actions.choose('três lugares', 'revoke');
  await actions.revokeDialog.getByRole('button', { name: 'Apagar para todos' }).click();
  const bubble = inbox.bubble('três lugares');
  await expect(bubble).toContainText('Não apagada');
  await bubble.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(inbox.bubble('Mensagem apagada')).toBeVisible();
});

test('all by keyboard: to a message with the arrows, its menu, a reaction, a reply, the details', async ({
  talk,
}) => {
  const { inbox, actions } = talk;
  const { keyboard } = inbox.page;
  await inbox.messages.focus();
  await keyboard.press('ArrowUp');
  await expect(actions.button('três lugares')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(actions.button('sofá azul')).toBeFocused();
  await keyboard.press('Enter');
  await expect(actions.menu).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(actions.emoji('👍')).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(actions.emoji('❤️')).toBeFocused();
  await keyboard.press('Enter');
  await expect(inbox.bubble('sofá azul').getByRole('img', { name: '❤️ de você' })).toBeVisible();
  await expect(actions.button('sofá azul')).toBeFocused();

  await keyboard.press('Enter');
  await actions.menu.waitFor();
  await keyboard.press('End');
  await expect(actions.item('info')).toBeFocused();
  await keyboard.press('Enter');
  await expect(actions.infoDialog).toContainText('Marina Duarte');
  await keyboard.press('Escape');
  await expect(actions.button('sofá azul')).toBeFocused();

  await keyboard.press('Enter');
  await actions.menu.waitFor();
  await keyboard.press('Escape');
  await expect(actions.menu).toBeHidden();
  await expect(inbox.messages).toBeVisible();
  await keyboard.press('Enter');
  await actions.menu.waitFor();
  await keyboard.type('Resp');
  await expect(actions.item('reply')).toBeFocused();
  await keyboard.press('Enter');
  await expect(inbox.composer).toBeFocused();
  await keyboard.type('Chegou hoje');
  await keyboard.press('Enter');
  await expect(inbox.bubble('Chegou hoje')).toContainText('Tem o sofá azul?');
});

test('on a phone of 360 pixels a long press opens the menu', async ({ talk, openWindow }) => {
  const touch = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
  const inbox = new InboxPage(await openWindow(touch));
  const actions = new MessageActions(inbox);
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const box = await inbox.bubble('três lugares').getByText('Tem sim, três lugares.').boundingBox();
  if (!box) throw new Error('No bubble');
  const finger = await inbox.page.context().newCDPSession(inbox.page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await expect(actions.menu).toBeVisible();
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(actions.menu).toBeInViewport({ ratio: 1 });
  await actions.emoji('👍').tap();
  await expect(inbox.bubble('três lugares').getByRole('img', { name: '👍 de você' })).toBeVisible();
  await expect(talk.inbox.bubble('três lugares').getByRole('img', { name: '👍 de você' })).toBeVisible();
});

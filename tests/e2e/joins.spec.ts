import { expect } from '@playwright/test';
import type { ConversationView } from '@/lib/conversations/schema';
import { test as base } from '../api/support/fixtures';
import { conversations } from '../api/support/messages';
import { endingWith, randomLid, type Somebody, somebody } from '../api/support/people';
import { waitFor } from '../api/support/wait';
import { messageEvent, type WebhookSender, webhookSender } from '../api/support/webhooks';
import { somePhone, written } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { JoinedPanel } from './pages/joined-panel';

const test = base.extend<{ post: WebhookSender; person: Somebody }>({
  post: async ({ app, number }, use) => use(await webhookSender(app, number)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  person: async ({}, use) => use(somebody()),
});

test('two conversations become one before one’s eyes, while one writes; undone, they are two again', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const session = number.sessionName;
  const from = somePhone();
  const write = (text: string, asLid: boolean, pushName: string) =>
    simulator.inbound({ session, from, text, asLid, pushName });
  await simulator.customer({ phone: from, phoneHidden: true, autoAck: 'server' });
  const waitForCount = (count: number) =>
    waitFor(
      () => conversations(api),
      (list) => list.length === count,
      { what: `${count} conversations` },
    );
  // One after the other, whichever process takes them: the older one remains.
  await write('Oi, sou eu', true, 'Mari');
  await waitForCount(1);
  await write('Tem o sofá azul?', false, 'Marina Duarte');
  const two = await waitForCount(2);
  const [older, gone] = [endingWith(two, 'Oi, sou eu'), endingWith(two, 'Tem o sofá azul?')];

  const page = await openWindow();
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Marina Duarte');
  await expect(page).toHaveURL(new RegExp(gone.id));
  await inbox.composer.pressSequentially('Tem sim, ');

  await simulator.customer({ phone: from, phoneHidden: false });
  await write('Cadê vocês?', true, 'Mari');
  await expect(inbox.bubble('Cadê vocês?')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(older.id));
  await expect(inbox.messages.getByRole('article')).toContainText([
    'Oi, sou eu',
    'Tem o sofá azul?',
    'Cadê vocês?',
  ]);
  await expect(inbox.thread.getByText('Duas conversas desta pessoa viraram uma só')).toBeVisible();
  await expect(inbox.list.getByRole('link')).toHaveCount(1);
  // The box was never taken away: one goes on writing.
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.type('três lugares.');
  await page.keyboard.press('Enter');
  await expect(inbox.tick('Tem sim, três lugares.', 'sent')).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(new RegExp(gone.id));
  await page.goto(`/conversations/${gone.id}`);
  await expect(page).toHaveURL(new RegExp(older.id));

  const panel = new JoinedPanel(page);
  await expect(panel.region).toContainText(`O WhatsApp informou que o número oculto é ${national(from)}.`);
  await expect(panel.region).toContainText('Mari');
  await expect(panel.region).toContainText('Marina Duarte');
  await panel.undo();
  await expect(panel.region).toBeHidden();
  await expect(inbox.list.getByRole('link')).toHaveCount(2);
  await expect(inbox.bubble('Tem o sofá azul?')).toHaveCount(0);
  await expect(inbox.bubble('Oi, sou eu')).toBeVisible();
  await inbox.open('Marina Duarte');
  await expect(page).toHaveURL(new RegExp(gone.id));
  await expect(inbox.bubble('Tem o sofá azul?')).toBeVisible();
  await write('E agora?', true, 'Mari');
  await waitFor(
    () => conversations(api),
    (list) => list.some(({ lastMessage }) => lastMessage?.preview === 'E agora?') && list.length === 2,
    { what: 'two conversations still' },
  );
});

test('what was begun in a conversation that is not open goes on where it is now', async ({
  api,
  post,
  person: { lid, phone },
  openWindow,
}) => {
  await post(messageEvent({ chat: lid, text: 'um', pushName: 'Mari' }));
  await post(messageEvent({ chat: phone, text: 'dois', pushName: 'Marina Duarte' }));
  await post(messageEvent({ chat: `${somePhone()}@c.us`, text: 'três', pushName: 'Paulo' }));
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  // The router hears of Paulo's address once what was asked before is answered.
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await inbox.page.route('**/conversations/*', async (route) => {
    if (route.request().headers()['next-action']) await held;
    await route.fallback();
  });
  await inbox.open('Marina Duarte');
  await inbox.composer.fill('Amanhã, às dez.');
  await inbox.open('Paulo');
  await expect(inbox.bubble('três')).toBeVisible();
  await expect(inbox.row('Amanhã, às dez.')).toBeVisible();
  await post(messageEvent({ chat: lid, hint: phone, text: 'quatro', pushName: 'Mari' }));
  await expect(inbox.list.getByRole('link')).toHaveCount(2);
  await expect(inbox.row('Rascunho: Amanhã, às dez.')).toContainText('Mari');
  await expect(inbox.bubble('três')).toBeVisible();
  await inbox.list.getByRole('button', { name: 'Não lidas' }).click();
  await inbox.list.getByRole('button', { name: 'Não lidas' }).click();
  await expect(inbox.bubble('três')).toBeVisible();
  answer();
  const [joined] = (await conversations(api)).filter((one: ConversationView) => one.joined);
  await inbox.open('Mari');
  await expect(inbox.page).toHaveURL(new RegExp(joined?.id ?? 'none'));
  await expect(inbox.composer).toHaveValue('Amanhã, às dez.');
});

test('each of several joins stands in the panel; the latest can be undone, then the one before', async ({
  api,
  post,
  person: { lid, phone },
  openWindow,
}) => {
  const other = randomLid();
  await post(messageEvent({ chat: lid, text: 'um', pushName: 'Mari' }));
  await post(messageEvent({ chat: phone, text: 'dois', pushName: 'Marina Duarte' }));
  await post(messageEvent({ chat: other, text: 'três', pushName: 'M.' }));
  await post(messageEvent({ chat: other, hint: phone, text: 'quatro', pushName: 'M.' }));
  await post(messageEvent({ chat: lid, hint: phone, text: 'cinco', pushName: 'Mari' }));
  const [one] = await waitFor(
    () => conversations(api),
    (list) => list.length === 1,
    { what: 'one conversation' },
  );
  const page = await openWindow();
  await page.goto(`/conversations/${one?.id}`);
  const panel = new JoinedPanel(page);
  await expect(panel.region.getByRole('list')).toHaveCount(2);
  await expect(panel.region.getByRole('list').last()).toContainText('M.');
  await panel.undo();
  await expect(panel.region).toBeHidden();
  const inbox = new InboxPage(page);
  await expect(inbox.list.getByRole('link')).toHaveCount(2);
  await inbox.open('quatro');
  await expect(panel.region.getByRole('list')).toHaveCount(1);
  await panel.undo();
  await expect(inbox.list.getByRole('link')).toHaveCount(3);
});

test('somebody whose number WhatsApp hides is named so, in both languages', async ({
  post,
  person: { lid, phone: address },
  openWindow,
}) => {
  await post(messageEvent({ chat: lid, text: 'Quem sou?', pushName: '' }));
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Número oculto');
  await expect(page.getByRole('region', { name: 'Conversa com Número oculto' })).toBeVisible();
  const panel = page.getByRole('complementary', { name: 'Contato' });
  await expect(panel.getByRole('heading', { name: 'Número oculto' })).toBeVisible();
  await expect(panel).toContainText('ainda não mostrou o número');
  expect(await page.locator('body').innerText()).not.toContain(lid.slice(0, 8));
  await post(messageEvent({ chat: lid, hint: address, text: 'Sou eu', pushName: '' }));
  const phone = address.replace('@c.us', '');
  await expect(panel.getByRole('heading', { name: written(phone) })).toBeVisible();
  await expect(panel.getByRole('link', { name: written(phone) })).toBeVisible();
});

/** `(11) 91234-5678` */
const national = (phone: string) => written(phone).replace(/^\+55 (\d{2})/, '($1)');

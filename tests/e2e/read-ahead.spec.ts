import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { conversations } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test('the neighbours of the open conversation, and what a finger lies on, are there before they are asked for', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const session = number.sessionName;
  for (let n = 0; n < 5; n++)
    await simulator.inbound({ session, from: somePhone(), text: `Pedido ${n}`, pushName: `Pessoa ${n}.` });
  await expect.poll(async () => (await conversations(api)).length, { timeout: 30_000 }).toBe(5);
  // Those of one second stand in no order that a test could know.
  const listed = await conversations(api);
  const nameAt = (index: number) => listed[index]?.contact?.name ?? '';
  const page = await openWindow();
  const inbox = new InboxPage(page);
  // The stream says when it opens that all is to be read once, and what was read ahead is forgotten.
  const synced = page.waitForResponse((answer) => /\/api\/messages\/conversations\?/.test(answer.url()));
  await inbox.goto();
  await (await synced).finished();
  const wasRead = (index: number) =>
    page
      .waitForResponse((answer) => answer.url().includes(`/${listed[index]?.id}/messages`))
      .then((answer) => answer.finished());
  const neighbours = Promise.all([0, 2, 3].map(wasRead));
  await inbox.open(nameAt(1));
  await neighbours;
  const touched = wasRead(4);
  await inbox.row(nameAt(4)).dispatchEvent('pointerdown', { bubbles: true, pointerType: 'touch' });
  await touched;
  // Not offline: whoever lost the stream reads again what is shown.
  await page.route(/\/messages\?/, (route) => route.abort());
  for (const index of [2, 3, 0, 4]) {
    await inbox.row(nameAt(index)).click();
    await expect(inbox.messages).toContainText(/Pedido \d/);
    await expect(inbox.thread).toContainText(nameAt(index));
  }
});

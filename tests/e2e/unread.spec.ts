import { expect } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { conversations } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

type Write = (name: string, count: number) => Promise<string>;

/** Somebody writes so much since yesterday; answers the conversation's id once all is here. */
const test = base.extend<{ write: Write }>({
  write: async ({ api, number, simulator }, use) => {
    const session = number.sessionName;
    const yesterday = Math.floor(Date.now() / 1000) - 26 * 3600;
    await use(async (pushName, count) => {
      const from = somePhone();
      const messages = Array.from({ length: count }, (_, index) => ({
        ...{ session, from, pushName },
        text: `${pushName} ${index + 1}.`,
        timestamp: yesterday + index * 600,
      }));
      await simulator.inboundBatch({ messages });
      const find = async () => (await conversations(api)).find(({ title }) => title === pushName);
      await expect.poll(async () => (await find())?.unreadCount, { timeout: 30_000 }).toBe(count);
      return (await find())?.id ?? '';
    });
  },
});

test('a chat opens where the unread begin, also with more of them than a page holds, and they stay marked', async ({
  write,
  api,
  openWindow,
}) => {
  test.slow();
  const some = await write('Marina', 30);
  const many = await write('Rafael', 130);
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await expect(inbox.page).toHaveTitle(/^\(2\) /);
  const expectBegin = async (name: string, count: number) => {
    await expect(inbox.messages.getByText(`${count} mensagens não lidas`)).toBeInViewport();
    await expect(inbox.bubble(`${name} 1.`)).toBeInViewport();
    await expect(inbox.bubble(`${name} ${count}.`)).not.toBeInViewport();
  };
  const unread = async (id: string) => (await conversations(api)).find((one) => one.id === id)?.unreadCount;
  await inbox.open('Rafael');
  await expectBegin('Rafael', 130);
  // A page opened by its address begins there as well.
  await inbox.page.reload();
  await expectBegin('Rafael', 130);
  expect(await unread(many)).toBe(130);
  await inbox.jumpButton.click();
  await expect(inbox.bubble('Rafael 130.')).toBeInViewport();
  await expect.poll(() => unread(many)).toBe(0);

  await inbox.open('Marina');
  await expectBegin('Marina', 30);
  await inbox.jumpButton.click();
  await expect.poll(() => unread(some)).toBe(0);
  await inbox.messages.hover();
  const divider = inbox.messages.getByText('30 mensagens não lidas');
  const up = async () => {
    await inbox.page.mouse.wheel(0, -400);
    return divider.isVisible();
  };
  await expect.poll(up).toBe(true);
  await expect(inbox.page).not.toHaveTitle(/^\(/);
});

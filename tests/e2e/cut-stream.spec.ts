import { expect, type Page } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { conversations, thread } from '../api/support/messages';
import { messageEvent, type WebhookSender, webhookSender } from '../api/support/webhooks';
import { openLine } from '../setup/line';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

const PER_SECOND = 20;
const SECONDS = 10;
const CUSTOMERS = 4;

test('a stream cut again and again while 20 messages a second come: the page ends as the server, word for word', async ({
  app,
  api,
  number,
  openWindow,
}) => {
  test.setTimeout(150_000);
  const line = await openLine(app.appUrl);
  const post = await webhookSender(app, number);
  const chats = Array.from({ length: CUSTOMERS }, () => `${somePhone()}@c.us`);
  for (const [index, chat] of chats.entries()) await post(messageEvent({ chat, text: `Olá ${index}` }));
  const inbox = new InboxPage(await openWindow({ baseURL: line.url }));
  await inbox.goto();
  await inbox.open('Olá 0');

  const storm = pour(post, chats);
  for (let cuts = 0; cuts < 3; cuts += 1) {
    await expect.poll(line.streams).toBe(1);
    line.cut();
    await expect(inbox.page.getByText(/sem conexão/i)).toBeVisible();
    line.mend();
  }
  await storm;
  await expect.poll(line.streams, { timeout: 30_000 }).toBe(1);

  const told = (await conversations(api)).map(({ id, lastMessage }) => ({ id, text: lastMessage?.preview }));
  await expect.poll(() => shownRows(inbox.page), { timeout: 20_000 }).toEqual(told);

  const open = new URL(inbox.page.url()).pathname.split('/').at(-1) as string;
  const stored = (await thread(api, open, '?limit=100')).map(({ id, text }) => ({ id, text })).reverse();
  expect(stored).toHaveLength(1 + (PER_SECOND * SECONDS) / CUSTOMERS);
  // Whoever missed more than a page holds the newest one, and what is above is read when one gets there.
  await expect.poll(() => shownThread(inbox.page), { timeout: 20_000 }).toEqual(stored);
  await line.stop();
});

/** Twenty messages a second, on time whether or not the server keeps up, to each chat in turn. */
async function pour(post: WebhookSender, chats: string[]): Promise<void> {
  const began = Date.now();
  const sent: Promise<unknown>[] = [];
  for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
    const due = began + (index * 1000) / PER_SECOND;
    // biome-ignore lint/style/noNonNullAssertion: the index is within the list.
    const chat = chats[index % chats.length]!;
    if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    sent.push(post(messageEvent({ chat, text: `Mensagem ${index} é “esta”` })));
  }
  await Promise.all(sent);
}

/** Id and preview of each row of the list, from above. */
const shownRows = (page: Page) =>
  page.locator('a[data-conversation]').evaluateAll((rows) =>
    rows
      .map((row) => ({
        top: row.getBoundingClientRect().top,
        id: row.getAttribute('data-conversation'),
        text: row.querySelector('[dir="auto"]')?.textContent,
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ id, text }) => ({ id, text })),
  );

/** Id and text of every bubble, read while scrolling from the first to the last. */
async function shownThread(page: Page) {
  const box = page.getByRole('region', { name: 'Mensagens', exact: true });
  const seen = new Map<string, { id: string; text: string | null; top: number }>();
  const look = () =>
    box.evaluate((element) =>
      [...element.querySelectorAll('article[data-message]')].map((bubble) => ({
        id: bubble.getAttribute('data-message') as string,
        text: bubble.querySelector('[dir="auto"]')?.textContent ?? null,
        top: bubble.getBoundingClientRect().top + element.scrollTop,
      })),
    );
  await box.evaluate((element) => element.scrollTo(0, 0));
  for (let atEnd = false; !atEnd; ) {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    for (const bubble of await look()) seen.set(bubble.id, bubble);
    atEnd = await box.evaluate((element) => {
      const { scrollTop, clientHeight, scrollHeight } = element;
      element.scrollBy(0, clientHeight / 2);
      return scrollTop + clientHeight >= scrollHeight - 1;
    });
  }
  return [...seen.values()].sort((a, b) => a.top - b.top).map(({ id, text }) => ({ id, text }));
}

import { expect, type Locator, type Page } from '@playwright/test';
import type { Sql } from 'postgres';
import { createTimes } from '@/components/messages/times';
import { test as base } from '../api/support/fixtures';
import { send, waitForThread } from '../api/support/messages';
import { insertPast, messageIdOf } from '../setup/past-messages';
import { somePhone } from '../setup/phones';
import { expectFlashed, watchFlashes } from './pages/flashes';
import { InboxPage } from './pages/inbox-page';

const COUNT = 10_000;

type Talk = { customer: string; session: string; chat: { organizationId: string; conversationId: string } };

/** A conversation with ten thousand messages, the newest of which says „Bom dia“. */
const test = base.extend<{ talk: Talk }>({
  talk: async ({ api, sql, number, organization, simulator }, use) => {
    const customer = somePhone();
    const session = number.sessionName;
    await simulator.customer({ phone: customer });
    await simulator.inbound({ session, from: customer, text: 'Bom dia', pushName: 'Marina Duarte' });
    const { conversation } = await waitForThread(api, 1);
    const chat = { organizationId: organization.id, conversationId: conversation.id };
    await insertPast(sql, chat, COUNT);
    await use({ customer, session, chat });
  },
});

const line = (inbox: InboxPage, number: number): Locator => inbox.bubble(new RegExp(`Linha ${number}\\b`));

/** Turns the wheel over the thread until something is in sight. */
async function wheelTo(page: Page, target: Locator, by: number): Promise<void> {
  await page.getByRole('region', { name: 'Mensagens', exact: true }).hover();
  const turn = async () => {
    if (!(await target.isVisible())) await page.mouse.wheel(0, by);
    return target.isVisible();
  };
  await expect.poll(turn, { timeout: 30_000, intervals: [40] }).toBe(true);
}

/** The text of the message that stands so far below the upper edge of the thread. */
const lineAt = (page: Page, below: number): Promise<string> =>
  page.getByRole('region', { name: 'Mensagens', exact: true }).evaluate((box, y) => {
    const top = box.getBoundingClientRect().top + y;
    const rows = [...box.querySelectorAll('article')];
    return rows.find((row) => row.getBoundingClientRect().bottom > top)?.textContent ?? '';
  }, below);

/** What the days of a line and its neighbours are called; nothing stands above where one begins. */
async function daysAround(sql: Sql, chat: Talk['chat'], number: number): Promise<Set<string>> {
  const rows = await sql<{ sentAt: Date }[]>`
    select sent_at as "sentAt" from messages where conversation_id = ${chat.conversationId}
      and substring(text from '^Linha (\\d+) ')::int between ${number - 2} and ${number + 2}`;
  const times = createTimes('pt-BR', 'America/Sao_Paulo');
  const names = new Set(rows.map(({ sentAt }) => times.day(sentAt.toISOString(), Date.now())));
  return names.size > 1 ? names.add('') : names;
}

const rowsHeld = (page: Page): Promise<number> => page.locator('article[data-row]').count();

test('history arrives on top of what is read, and nothing moves; above stands the day one reads in', async ({
  talk,
  sql,
  openWindow,
}) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await inbox.goto(`/${talk.chat.conversationId}`);
  await expect(inbox.bubble('Bom dia')).toBeInViewport();

  let release = () => {};
  let isAsked = false;
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/\/messages\?.*before=/, async (route) => {
    isAsked = true;
    await held;
    await route.continue();
  });
  await inbox.messages.hover();
  const turn = async () => {
    if (!isAsked) await page.mouse.wheel(0, -300);
    return isAsked;
  };
  await expect.poll(turn, { intervals: [50] }).toBe(true);
  const read = line(inbox, Number(/Linha (\d+)/.exec(await lineAt(page, 200))?.[1]));
  const top = async () => (await read.boundingBox())?.y ?? 0;
  const before = await top();
  const height = () => inbox.messages.evaluate((element) => element.scrollHeight);
  const short = await height();
  release();
  await expect.poll(height).toBeGreaterThan(short + 1_000);
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);

  const floating = page.locator('[data-floating-day]');
  await expect(floating).toHaveCSS('opacity', '0');
  const floats = async () => {
    await page.mouse.wheel(0, -120);
    return floating.evaluate((day) => (Number(getComputedStyle(day).opacity) > 0 ? day.textContent : ''));
  };
  await expect.poll(floats, { intervals: [50] }).not.toBe('');
  await expect(floating).toHaveCSS('opacity', '0');
  const days = await daysAround(sql, talk.chat, Number(/Linha (\d+)/.exec(await lineAt(page, 4))?.[1]));
  expect(days).toContain(await floating.textContent());
});

test('a link opens a message in place with its neighbours, from where one reads on both ways', async ({
  talk,
  sql,
  simulator,
  openWindow,
}) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  const id = await messageIdOf(sql, talk.chat, 'Linha 5000');
  await watchFlashes(page);
  await page.goto(`/conversations/${talk.chat.conversationId}?message=${id}`);
  await expect(line(inbox, 5_000)).toBeInViewport();
  await expectFlashed(line(inbox, 5_000));
  await expect(line(inbox, 5_001)).toBeInViewport();
  await expect(line(inbox, 4_999)).toBeInViewport();
  await expect(page).toHaveURL(new RegExp(`/conversations/${talk.chat.conversationId}$`));

  // What arrives meanwhile is counted, and pulls nobody down.
  const place = await line(inbox, 5_000).boundingBox();
  await simulator.inbound({ session: talk.session, from: talk.customer, text: 'Ainda está aí?' });
  await expect(inbox.jumpButton).toHaveAccessibleName('Ir para a mais recente, 1 nova');
  expect((await line(inbox, 5_000).boundingBox())?.y).toBe(place?.y);
  await expect(inbox.bubble('Ainda está aí?')).toHaveCount(0);

  await wheelTo(page, line(inbox, 5_080), 900);
  await wheelTo(page, line(inbox, 4_920), -900);
  expect(await rowsHeld(page)).toBeLessThan(60);
  await expect(inbox.jumpButton).toHaveAccessibleName('Ir para a mais recente, 1 nova');

  await inbox.jumpButton.click();
  await expect(inbox.bubble('Ainda está aí?')).toBeInViewport();
  await expect(inbox.jumpButton).toHaveCount(0);
  await wheelTo(page, line(inbox, 9_940), -900);
});

test('a quote leads ten thousand messages back with one request, and sending leads to the end', async ({
  talk,
  api,
  sql,
  number,
  openWindow,
}) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await watchFlashes(page);
  await inbox.goto(`/${talk.chat.conversationId}`);
  await expect(inbox.bubble('Bom dia')).toBeInViewport();
  const replyTo = await messageIdOf(sql, talk.chat, 'Linha 2');
  await send(api, number.id, talk.customer, 'É este aqui', { replyTo });
  const quote = inbox.bubble('É este aqui').getByRole('button', { name: /Linha 2/ });
  await expect(quote).toBeInViewport();
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('around=') && asked.push(request.url()));
  await quote.click();
  const original = inbox.bubble(/^Linha 2 /);
  await expect(original).toBeInViewport();
  await expectFlashed(original);
  expect(asked).toHaveLength(1);
  await expect(inbox.bubble('É este aqui')).toHaveCount(0);

  await inbox.send('Achei!');
  await expect(inbox.bubble('Achei!')).toBeInViewport();
  await expect(inbox.bubble('É este aqui')).toBeInViewport();
  await expect(inbox.bubble('Achei!')).toHaveCount(1);
});

test('a link to what is not there opens the conversation and says so', async ({ talk, openWindow }) => {
  const inbox = new InboxPage(await openWindow());
  await inbox.page.goto(
    `/conversations/${talk.chat.conversationId}?message=01900000-0000-7000-8000-000000000000`,
  );
  await expect(inbox.page.getByText('Essa mensagem não está mais nesta conversa.')).toBeVisible();
  await expect(inbox.bubble('Bom dia')).toBeInViewport();
});

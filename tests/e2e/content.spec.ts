import { expect } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { conversations, thread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

type Receive = (content: object) => Promise<unknown>;

const test = base.extend<{ receive: Receive; inbox: InboxPage }>({
  receive: async ({ number, simulator }, use) => {
    const from = somePhone();
    const { sessionName: session } = number;
    await use((content) => simulator.inbound({ session, from, pushName: 'Marina Duarte', ...content }));
  },
  inbox: async ({ openWindow }, use) => use(new InboxPage(await openWindow())),
});

test('six pictures sent together are one album, opened at the one that is pressed', async ({
  receive,
  api,
  inbox,
}) => {
  await receive({ text: 'Segue' });
  const received = async () => {
    const [conversation] = await conversations(api);
    return conversation ? await thread(api, conversation.id) : [];
  };
  // One after another: within a second their order is that of their coming, and two processes take what comes at once.
  for (let count = 1; count <= 6; count++) {
    await receive({ kind: 'image', ...(count === 6 ? { caption: 'O cantinho' } : {}) });
    await expect.poll(async () => (await received()).length).toBe(count + 1);
  }
  await expect
    .poll(async () => (await received()).filter(({ media }) => media?.state === 'ready').length)
    .toBe(6);
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const album = inbox.bubble('O cantinho');
  await expect(album.locator('[data-album-tile]')).toHaveCount(4);
  await expect(album).toContainText('+2');
  await expect(inbox.messages.getByRole('article')).toHaveCount(2);
  const grid = await album.locator('[data-album-tile]').first().locator('..').boundingBox();
  expect(grid?.width).toBe(304);

  await album.getByRole('button', { name: 'Foto 2 de 6' }).click();
  const gallery = inbox.page.getByRole('dialog', { name: /Marina Duarte/ });
  await expect(gallery).toContainText('2 de 6');
  await inbox.page.keyboard.press('ArrowRight');
  await expect(gallery).toContainText('3 de 6');
  await inbox.page.keyboard.press('Escape');
  await expect(album.getByRole('button', { name: 'Foto 2 de 6' })).toBeFocused();
});

test('hostile texts stay texts, and in their bubble', async ({ receive, inbox }) => {
  const long = 'palavra '.repeat(8_192).trim();
  const texts = [
    'javascript:alert(1) <img src=x onerror=alert(1)> https://ok.example/a',
    '\u202eabc invertido\nשלום עולם\nfim',
    '\u200b\u200d\u2060',
    'x'.repeat(3_000),
    long,
  ];
  // Of one second they would stand in no order that a test could know.
  const now = Math.floor(Date.now() / 1000);
  for (const [n, text] of [...texts, 'Por fim'].entries()) await receive({ text, timestamp: now - 10 + n });
  const { page } = inbox;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => dialogs.push(dialog.message()));
  await inbox.goto();
  await inbox.open('Marina Duarte');
  // It opens where the unread begin.
  await expect(inbox.bubble('javascript:alert(1)')).toBeInViewport();
  await inbox.jumpButton.click();
  await expect(inbox.bubble('Por fim')).toBeVisible();
  // Nothing is wider than the pane.
  expect(await inbox.messages.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
  const whole = inbox.bubble(/^palavra/);
  const collapsed = (await whole.textContent())?.length ?? 0;
  expect(collapsed).toBeLessThan(1_200);
  await whole.getByRole('button', { name: 'Ler mais' }).click();
  await expect.poll(async () => (await whole.textContent())?.length).toBeGreaterThan(65_000);

  await inbox.messages.evaluate((box) => box.scrollTo(0, 0));
  const first = inbox.bubble('javascript:alert(1)');
  await expect(first.getByRole('link')).toHaveText(['https://ok.example/a']);
  await expect(first.getByRole('link')).toHaveAttribute('rel', /noopener/);
  await expect(first).toContainText('<img src=x onerror=alert(1)>');
  await expect(inbox.bubble('Mensagem sem texto visível')).toBeVisible();
  const hebrew = inbox.bubble('invertido').locator('[data-text]');
  expect(await hebrew.evaluate((text) => getComputedStyle(text).unicodeBidi)).toBe('plaintext');
  expect(dialogs).toEqual([]);
});

test('only web, mail and phone addresses can be pressed, whatever a text, a card or a place holds', async ({
  receive,
  inbox,
}) => {
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//www.a.example',
    '*javascript:alert(1)*',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://b.example/x',
  ];
  await receive({ text: `${hostile.join(' ')} https://ok.example/a eu@ok.example` });
  const card = (phone: string) =>
    `BEGIN:VCARD\nVERSION:3.0\nFN:javascript:alert(2)\nURL:javascript:alert(3)\nTEL:${phone}\nEND:VCARD`;
  for (const phone of ['javascript:alert(4)', 'data:text/html;1,alert(5)', '+55 11 90000-0142'])
    await receive({ kind: 'vcard', vcards: [card(phone)] });
  await receive({ kind: 'location', name: 'javascript:alert(6)' });
  await receive({ kind: 'poll', name: 'javascript:alert(7)', options: ['vbscript:a', 'data:,b'] });
  await receive({ kind: 'document', media: { filename: 'javascript:alert(8)' } });
  await receive({ text: 'Por fim' });
  await inbox.goto();
  await inbox.open('Marina Duarte');
  await expect(inbox.bubble('Por fim')).toBeVisible();
  await expect(inbox.bubble('msgbox').getByRole('link')).toHaveText([
    'www.a.example',
    'https://b.example/x',
    'https://ok.example/a',
    'eu@ok.example',
  ]);
  await expect(inbox.bubble('alert(4)')).toBeVisible();
  await expect(inbox.bubble('alert(6)')).toBeVisible();
  await expect(inbox.bubble('alert(7)')).toBeVisible();
  await expect(inbox.bubble('alert(8)')).toBeVisible();
  const schemes = await inbox.page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map(({ protocol }) => protocol),
  );
  expect([...new Set(schemes)].sort()).toEqual(['http:', 'https:', 'mailto:', 'tel:']);
});

test('a thousand reactions are counted and do not fill the screen', async ({
  receive,
  api,
  sql,
  organization,
  inbox,
}) => {
  await receive({ text: 'Bom dia' });
  await expect.poll(async () => (await conversations(api)).length).toBe(1);
  await sql`
    insert into message_reactions (organization_id, message_id, author, emoji, reacted_at)
    select organization_id, id, (5511900000000 + n) || '@c.us', (array['👍', '❤️', '😂', '😮', '🙏', '🎉'])[1 + n % 6], now()
    from messages, generate_series(1, 1000) n where organization_id = ${organization.id}`;
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const pill = inbox.bubble('Bom dia').locator('[data-reactions]');
  await expect(pill).toContainText('1000');
  expect((await pill.getAttribute('aria-label'))?.length).toBeLessThan(1_500);
  expect((await pill.boundingBox())?.width).toBeLessThan(200);
});

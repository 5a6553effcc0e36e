import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { silentVoiceNote } from '@/lib/waha/simulator/voice-sample';
import { test as base } from '../api/support/fixtures';
import { conversations, thread } from '../api/support/messages';
import { waitFor } from '../api/support/wait';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

type Receive = (content: object) => Promise<MessageView>;

/** A customer sends files; each is here when `receive` answers. */
const test = base.extend<{ receive: Receive; inbox: InboxPage }>({
  receive: async ({ api, number, simulator }, use) => {
    const from = somePhone();
    let count = 0;
    await use(async (content) => {
      await simulator.inbound({ session: number.sessionName, from, pushName: 'Marina Duarte', ...content });
      count += 1;
      const messages = await waitFor(
        async () => {
          const [conversation] = await conversations(api);
          return conversation ? await thread(api, conversation.id) : [];
        },
        (all) => all.length === count && all.every(({ media }) => media?.state === 'ready'),
        { what: `file ${count}` },
      );
      return messages[0] as MessageView;
    });
  },
  inbox: async ({ openWindow }, use) => use(new InboxPage(await openWindow())),
});

test('a picture has its place before it is loaded; pressed it fills the screen, with the others beside it', async ({
  receive,
  inbox,
}) => {
  await receive({ kind: 'image', caption: 'A primeira' });
  await receive({ kind: 'image', caption: 'A segunda' });
  const { page } = inbox;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/media/**', async (route) => {
    await held;
    await route.continue();
  });
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const second = inbox.bubble('A segunda');
  const before = await second.boundingBox();
  release();
  const image = second.getByRole('button', { name: 'Abrir a foto' }).locator('img');
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(0);
  expect(await second.boundingBox()).toEqual(before);

  await second.getByRole('button', { name: 'Abrir a foto' }).click();
  const gallery = page.getByRole('dialog', { name: /Marina Duarte/ });
  await expect(gallery).toContainText('2 de 2');
  await page.keyboard.press('ArrowLeft');
  await expect(gallery).toContainText('1 de 2');
  await expect(gallery.getByRole('img', { name: 'A primeira' })).toBeVisible();
  await gallery.getByRole('button', { name: 'Próxima foto' }).click();
  await expect(gallery.getByRole('img', { name: 'A segunda' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(gallery).toBeHidden();
  await expect(second.getByRole('button', { name: 'Abrir a foto' })).toBeFocused();
  await expect(inbox.composer).toBeVisible();
});

test('a voice note plays, is sought in by keyboard, goes faster, and hands over to the next', async ({
  receive,
  inbox,
}) => {
  // Long enough to be seen playing on a slow machine.
  const media = { base64: silentVoiceNote(40).toString('base64') };
  await receive({ kind: 'voice', media });
  await receive({ kind: 'voice', media });
  await inbox.goto();
  await inbox.open('Marina Duarte');
  // While a thread opens, one of them may be there before the other.
  await expect(inbox.messages.getByRole('article')).toHaveCount(2);
  const [first, second] = [0, 1].map((index) => inbox.messages.getByRole('article').nth(index));
  if (!first || !second) throw new Error('No voice notes');
  await first.getByRole('button', { name: 'Tocar' }).click();
  await expect(first.getByRole('button', { name: 'Pausar' })).toBeVisible();
  await first.getByRole('button', { name: 'Velocidade: 1 vezes' }).click();
  await expect(first.getByRole('button', { name: 'Velocidade: 1,5 vezes' })).toBeVisible();
  await first.getByRole('slider', { name: 'Posição' }).press('End');
  await expect(second.getByRole('button', { name: 'Pausar' })).toBeVisible();
  await expect(first.getByRole('button', { name: 'Tocar' })).toBeVisible();
  await expect(second.getByRole('button', { name: 'Velocidade: 1,5 vezes' })).toBeVisible();
  await second.getByRole('button', { name: 'Pausar' }).click();
  await expect(second.getByRole('button', { name: 'Tocar' })).toBeVisible();
});

test('a document shows its name and size, and is downloaded', async ({ receive, inbox }) => {
  await receive({ kind: 'document' });
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const card = inbox.messages.getByRole('link', { name: 'Baixar recibo.pdf' });
  await expect(card).toContainText('recibo.pdf');
  await expect(card).toContainText('PDF · 0,4 kB');
  const [download] = await Promise.all([inbox.page.waitForEvent('download'), card.click()]);
  expect(download.suggestedFilename()).toBe('recibo.pdf');
});

test('a file that did not come says why, and is asked for again', async ({ receive, inbox, sql }) => {
  const { id } = await receive({ kind: 'image', caption: 'Perdida' });
  // As it stands after WhatsApp refused it for a day.
  await sql`update messages set media = (media - 'id') || '{"fault":"unavailable"}'::jsonb where id = ${id}`;
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const bubble = inbox.bubble('Perdida');
  await expect(bubble).toContainText('O WhatsApp não entrega mais este arquivo.');
  await bubble.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(bubble.getByRole('button', { name: 'Abrir a foto: Perdida' })).toBeVisible();
});

test('a film and a sticker are shown in their place', async ({ receive, inbox }) => {
  await receive({ kind: 'video', caption: 'O filme' });
  await receive({ kind: 'sticker' });
  await inbox.goto();
  await inbox.open('Marina Duarte');
  await expect(inbox.bubble('O filme').locator('video')).toHaveAttribute('controls');
  await expect(inbox.messages.getByRole('article').nth(1).locator('img')).toBeVisible();
});

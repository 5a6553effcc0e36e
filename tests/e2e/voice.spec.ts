import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { test as base } from '../api/support/fixtures';
import { bearer, download } from '../api/support/media';
import { send, thread, waitForMessage } from '../api/support/messages';
import { CHROMIUM_FLAGS, testBrowser } from '../setup/browser';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

type Talk = {
  inbox: InboxPage;
  customer: string;
  first: MessageView;
  /** Records for a second at least. */
  speak: () => Promise<void>;
};

/** A conversation, and a microphone that beeps. */
const test = base.extend<{ talk: Talk }>({
  talk: async ({ api, number, simulator, openWindow, permissions }, use) => {
    const customer = somePhone();
    await simulator.customer({ phone: customer });
    const first = await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), [
      'delivered',
      'read',
    ]);
    const inbox = new InboxPage(await openWindow(permissions ? { permissions } : {}));
    await inbox.goto();
    await inbox.open('Primeira');
    const speak = async () => {
      await inbox.thread.getByRole('button', { name: 'Gravar mensagem de voz' }).click();
      await expect(inbox.thread.getByRole('timer')).toHaveText(/^0:0[1-9]/);
    };
    await use({ inbox, customer, first, speak });
  },
});

test.setTimeout(120_000);

test.use({
  permissions: ['microphone'],
  launchOptions: {
    executablePath: testBrowser(),
    args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream'],
  },
});

const button = (inbox: InboxPage, name: string) => inbox.thread.getByRole('button', { name, exact: true });

test('what is said is paused, listened to and sent, and arrives as a voice note in ogg/opus', async ({
  app,
  organization,
  talk: { inbox, customer, first, speak },
  api,
  simulator,
}) => {
  await speak();
  await inbox.page.keyboard.press('Escape');
  await expect(button(inbox, 'Continuar gravando')).toBeVisible();
  await button(inbox, 'Ouvir antes de enviar').click();
  const listened = inbox.thread.locator('form audio');
  await expect
    .poll(() => listened.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0);
  await button(inbox, 'Continuar gravando').click();
  await expect(inbox.thread.getByRole('timer')).toHaveText('0:02');
  await button(inbox, 'Enviar mensagem de voz').click();
  await expect(inbox.composer).toBeFocused();
  await expect
    .poll(async () => (await thread(api, first.conversationId))[0], { timeout: 20_000 })
    .toMatchObject({
      type: 'voice',
      status: 'delivered',
      media: { mimetype: 'audio/ogg; codecs=opus', seconds: expect.any(Number), state: 'ready' },
    });
  const [sent] = await thread(api, first.conversationId);
  const wave = [...atob(sent?.media?.waveform ?? '')].map((letter) => letter.charCodeAt(0));
  expect(wave).toHaveLength(64);
  expect(Math.max(...wave)).toBe(100);
  const { bytes } = await download(bearer(app.appUrl, organization.token), sent?.media?.id ?? '');
  expect(bytes.subarray(0, 4).toString()).toBe('OggS');
  expect(bytes.subarray(28, 36).toString()).toBe('OpusHead');
  expect((await simulator.received({ phone: customer })).at(-1)).toMatchObject({
    kind: 'voice',
    copies: 1,
    content: { mimetype: 'audio/ogg; codecs=opus' },
  });
  const bubble = inbox.messages.getByRole('article').last();
  await bubble.getByRole('button', { name: 'Tocar' }).click();
  await expect(bubble.getByRole('button', { name: 'Pausar' })).toBeVisible();
});

test('a recording is thrown away, and waits, paused, while one looks at another conversation', async ({
  talk: { inbox, customer, speak },
  number,
  simulator,
}) => {
  await speak();
  await button(inbox, 'Apagar a gravação').click();
  await expect(inbox.composer).toBeFocused();
  const other = somePhone();
  await simulator.inbound({ session: number.sessionName, from: other, pushName: 'Rafael', text: 'Oi' });
  await speak();
  await inbox.open('Rafael');
  await expect(inbox.composer).toBeVisible();
  await inbox.open('Primeira');
  await expect(button(inbox, 'Ouvir antes de enviar')).toBeVisible();
  await expect(button(inbox, 'Continuar gravando')).toHaveCount(0);
  await button(inbox, 'Enviar mensagem de voz').click();
  await expect
    .poll(async () => (await simulator.received({ phone: customer })).map(({ kind }) => kind))
    .toEqual(['text', 'voice']);
});

test('a page that is left pauses the recording and says so', async ({ talk: { inbox, speak } }) => {
  await speak();
  await inbox.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(inbox.thread.getByRole('alert').filter({ hasText: 'Pausada' })).toContainText(
    'Pausada porque você saiu desta página.',
  );
  await expect(button(inbox, 'Ouvir antes de enviar')).toBeVisible();
});

test.describe('without permission', () => {
  test.use({ permissions: [] });

  test('a microphone that is refused says where to allow it', async ({ talk: { inbox } }) => {
    await button(inbox, 'Gravar mensagem de voz').click();
    await expect(inbox.thread.getByRole('alert').filter({ hasText: 'microfone' })).toContainText(
      'O navegador não deixou usar o microfone.',
    );
    await button(inbox, 'Fechar').click();
    await expect(inbox.composer).toBeFocused();
  });
});

test.describe('without a device', () => {
  test('says that no microphone was found, or which program to close', async ({ talk: { inbox } }) => {
    const fail = (name: string) =>
      inbox.page.evaluate((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
      }, name);
    await fail('NotFoundError');
    await button(inbox, 'Gravar mensagem de voz').click();
    await expect(inbox.thread.locator('form')).toContainText('Nenhum microfone foi encontrado.');
    await button(inbox, 'Fechar').click();
    await fail('NotReadableError');
    await button(inbox, 'Gravar mensagem de voz').click();
    await expect(inbox.thread.locator('form')).toContainText('O microfone não respondeu.');
  });
});

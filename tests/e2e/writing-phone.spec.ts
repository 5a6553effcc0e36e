import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { send, waitForMessage } from '../api/support/messages';
import { CHROMIUM_FLAGS, testBrowser } from '../setup/browser';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';
import { pdf, photo } from './pages/test-files';

test.use({
  permissions: ['microphone'],
  launchOptions: {
    executablePath: testBrowser(),
    args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream'],
  },
});

test('on a phone, in English: files in order, a voice note, a name in a group, and nothing wider than the screen', async ({
  api,
  number,
  simulator,
  openWindow,
  permissions,
  baseURL,
}) => {
  test.setTimeout(150_000);
  const customer = somePhone();
  await simulator.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'First'), ['delivered', 'read']);
  const marina = somePhone();
  await simulator.customer({ phone: marina });
  const { id: group } = await simulator.group({
    session: number.sessionName,
    subject: 'Building site',
    participants: [marina],
  });
  await simulator.inbound({
    session: number.sessionName,
    from: marina,
    pushName: 'Marina Duarte',
    text: 'Are the doors here?',
    group,
  });
  const page = await openWindow({ viewport: { width: 360, height: 740 }, permissions });
  await page.context().addCookies([{ name: 'recado_locale', value: 'en', url: baseURL ?? '' }]);
  const inbox = new InboxPage(page, 'en');
  const button = (name: string) => inbox.thread.getByRole('button', { name, exact: true });
  const fits = () =>
    expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await inbox.goto();
  await inbox.open('First');
  await inbox.thread.locator('input[type=file]').setInputFiles([await photo('one.jpg'), pdf('two.pdf')]);
  const tiles = inbox.thread.locator('[data-tile]');
  await expect(tiles).toHaveCount(2);
  await fits();
  await button('Move later').click();
  await expect(tiles.nth(1)).toHaveAccessibleName(/^2 of 2: one\.jpg/);
  await inbox.composer.fill('The photo');
  await inbox.sendButton.click();
  await expect(inbox.tick('The photo', 'delivered')).toBeVisible();

  await button('Record a voice message').click();
  await expect(inbox.thread.getByRole('timer')).toHaveText(/^0:0[1-9]/);
  await fits();
  await button('Pause the recording').click();
  await expect(button('Listen before sending')).toBeVisible();
  await button('Send voice message').click();
  await expect
    .poll(async () => (await simulator.received({ phone: customer })).map(({ kind }) => kind), {
      timeout: 20_000,
    })
    .toEqual(['text', 'document', 'image', 'voice']);

  await inbox.backButton.click();
  await inbox.open('Building site');
  await inbox.composer.pressSequentially('@');
  await inbox.thread.getByRole('listbox', { name: 'Mention' }).getByRole('option').click();
  await expect(inbox.composer).toHaveValue('@Marina Duarte ');
  await fits();
});

import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test('a file that WAHA does not give out, then slowly, then cut, then well, is shown each time in the end', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  test.setTimeout(120_000);
  const session = number.sessionName;
  const from = somePhone();
  await simulator.inbound({ session, from, text: 'Vou mandar', pushName: 'Marina Duarte' });
  await waitForThread(api, 1);
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  await inbox.open('Marina Duarte');
  for (const [mode, times] of [
    ['404', 1],
    ['403', 1],
    ['slow', 1],
    // Also when it is asked for anew: then it comes with the next try, ten seconds later.
    ['cut', 2],
  ] as const) {
    await simulator.files({ mode, times, session });
    await simulator.inbound({ session, from, kind: 'image', caption: `Foto ${mode}` });
    // The bubble is there with its words before the file is.
    await expect(inbox.bubble(`Foto ${mode}`)).toBeVisible();
    const photo = inbox.bubble(`Foto ${mode}`).getByRole('button', { name: /^Abrir a foto/ });
    await expect(photo).toBeVisible({ timeout: 30_000 });
    const image = photo.locator('img');
    await expect
      .poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth))
      .toBeGreaterThan(0);
  }
  await expect(inbox.messages.getByRole('article')).toHaveCount(5);
});

import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { bearer, upload } from '../api/support/media';
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

test('a file that is two things at once runs as neither', async ({ app, organization, openWindow }) => {
  const caller = bearer(app.appUrl, organization.token);
  const script = '<script>document.title = "ran"</script>';
  const gif = await upload(caller, {
    bytes: Buffer.from(`GIF89a/*${script}*/=1;`),
    name: 'a.gif',
    type: 'text/html',
  });
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`);
  const drawing = await upload(caller, { bytes: svg, name: 'a.svg', type: 'image/svg+xml' });
  const page = await openWindow();
  const answer = await page.goto(`/api/media/${gif.uploadId}`);
  expect(answer?.headers()).toMatchObject({
    'content-type': 'image/gif',
    'x-content-type-options': 'nosniff',
  });
  expect(await page.title()).not.toBe('ran');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.goto(`/api/media/${drawing.uploadId}`).catch(() => {}),
  ]);
  expect(download.suggestedFilename()).toBe('a.svg');
});

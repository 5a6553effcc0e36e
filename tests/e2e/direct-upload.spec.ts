import { join } from 'node:path';
import { expect } from '@playwright/test';
import { makeTemporaryFolder } from '../../scripts/lib/temporary';
import { test as base } from '../api/support/ground';
import { send, waitForMessage } from '../api/support/messages';
import { linkNumber } from '../api/support/numbers';
import { somePhone } from '../setup/phones';
import { startS3 } from '../setup/s3';
import { AttachmentStrip } from './pages/attachment-strip';
import { InboxPage } from './pages/inbox-page';
import { SignInPage } from './pages/sign-in-page';
import { photo } from './pages/test-files';

/** An installation that keeps its files in a bucket. */
const test = base.extend<{ bucket: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  appEnv: async ({}, use) => {
    const s3 = await startS3(join(makeTemporaryFolder('recado-test-'), 'bucket'));
    await use(s3.env);
    await s3.stop();
  },
  bucket: ({ appEnv }, use) => use(appEnv.STORAGE_ENDPOINT ?? ''),
});

test('files go straight into the bucket, and through the server once it is not reached', async ({
  browser,
  bucket,
  ground,
}) => {
  test.slow();
  const { api, control, organization } = ground;
  const number = await linkNumber(api, control);
  const customer = somePhone();
  await control.customer({ phone: customer });
  await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), ['delivered', 'read']);
  const context = await browser.newContext({ baseURL: ground.server().url, locale: 'pt-BR' });
  const page = await context.newPage();
  await new SignInPage(page).signIn(organization.email, organization.password);
  const uploads: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (request.method() === 'PUT' && origin === bucket) uploads.push('bucket');
    if (request.method() === 'POST' && pathname === '/api/media') uploads.push('server');
  });
  const inbox = new InboxPage(page);
  const strip = new AttachmentStrip(inbox);
  await inbox.goto();
  await inbox.open('Primeira');
  const sendPhoto = async (caption: string, colour: string) => {
    await strip.pick(await photo(`${caption}.jpg`, { colour }));
    await expect(strip.tiles).toHaveCount(1);
    await inbox.composer.fill(caption);
    await inbox.composer.press('Enter');
    await expect(inbox.tick(caption, 'delivered')).toBeVisible();
  };
  await sendPhoto('azul', '#2f6f7e');
  expect(uploads).toEqual(['bucket']);
  await page.route(`${bucket}/**`, (route) => route.abort());
  await sendPhoto('verde', '#5b6b3f');
  await sendPhoto('cinza', '#777777');
  expect(uploads).toEqual(['bucket', 'bucket', 'server', 'server']);
  const arrived = (await control.received({ phone: customer })).slice(1);
  expect(arrived.map(({ kind, body, copies }) => [kind, body, copies])).toEqual([
    ['image', 'azul', 1],
    ['image', 'verde', 1],
    ['image', 'cinza', 1],
  ]);
  await context.close();
});

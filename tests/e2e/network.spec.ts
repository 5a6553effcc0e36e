import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { messageEvent, webhookSender } from '../api/support/webhooks';
import { openLine } from '../setup/line';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test('who loses the network hears so at once; with it again, and after the machine slept, what was missed is there', async ({
  app,
  number,
  openWindow,
}) => {
  const line = await openLine(app.appUrl);
  const post = await webhookSender(app, number);
  const chat = `${somePhone()}@c.us`;
  const say = (text: string) => post(messageEvent({ chat, text }));
  await say('Antes');
  const page = await openWindow({ baseURL: line.url });
  await page.clock.install();
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Antes');
  await expect.poll(line.streams).toBe(1);
  // From now on it is live.
  await say('Ainda antes');
  await expect(inbox.bubble('Ainda antes')).toBeVisible();

  // No timer runs: nothing but the browser's own word tells it.
  await page.clock.pauseAt(Date.now() + 1_000);
  await page.context().setOffline(true);
  await expect(page.getByText(/^Sem conexão\. Último sinal às \d\d:\d\d:\d\d\./)).toBeVisible();
  line.hush();
  await say('Sem rede');
  await page.clock.resume();
  await page.context().setOffline(false);
  await expect(inbox.bubble('Sem rede')).toBeVisible();
  await expect(page.getByText(/^Sem conexão/)).toHaveCount(0);

  // As nobody tells a machine that sleeps: the connection seems open and is dead.
  await expect.poll(line.streams).toBe(1);
  line.hush();
  await say('Durante o sono');
  await page.clock.fastForward('30:00');
  await expect(inbox.bubble('Durante o sono')).toBeVisible();
  await line.stop();
});

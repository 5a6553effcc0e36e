import { expect } from '@playwright/test';
import { test } from '../api/support/ground';
import { randomPhone } from '../api/support/numbers';
import { NumbersPage, sessionOf } from './pages/numbers-page';
import { SignInPage } from './pages/sign-in-page';

// A round of codes lasts 8 s here: one of 3 s, and five of one second.
test.use({ wahaOptions: { timings: { qrFirstMs: 60_000 } } });

test('codes that are used up while the dialog is open are renewed both times, and the third round connects', async ({
  ground,
  browser,
}) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ baseURL: ground.server().url, locale: 'pt-BR' });
  const page = await context.newPage();
  await new SignInPage(page).signIn(ground.organization.email, ground.organization.password);
  const numbers = new NumbersPage(page);
  await numbers.open();
  await numbers.create('Vendas');
  await expect(numbers.qr).toBeVisible();
  const session = await sessionOf(page, 'Vendas');

  /** How often WAHA has told that the codes were used up. */
  const roundsOver = async () => {
    const [row] = await ground.sql<{ count: number }[]>`
      select count(distinct event_id)::int as count from webhook_events
      where event = 'session.status' and convert_from(body, 'UTF8')::jsonb -> 'payload' ->> 'status' = 'FAILED'`;
    return row?.count;
  };
  const status = async () =>
    (await ground.control.state()).sessions.find(({ name }) => name === session)?.status;
  for (const round of [1, 2]) {
    await expect.poll(roundsOver, { timeout: 40_000 }).toBeGreaterThanOrEqual(round);
    await expect.poll(status, { timeout: 20_000 }).toBe('SCAN_QR_CODE');
    await expect(numbers.qr).toBeVisible();
  }
  await ground.control.scan({ session, phone: randomPhone(), pushName: 'Loja' });
  await numbers.expectConnected('Vendas');
  await context.close();
});

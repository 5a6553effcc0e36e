import { expect } from '@playwright/test';
import type { MadeLink } from '@/lib/links/schema';
import { test } from '../api/support/ground';
import { createNumber, instancePath, randomPhone } from '../api/support/numbers';
import { LinkPage } from './pages/link-page';

test.use({ wahaOptions: { engine: 'GOWS' } });

test('an account with a passkey: the link tells its guest whom to ask, and goes on by itself', async ({
  ground: { api, control, simulator, server },
  browser,
}) => {
  test.setTimeout(120_000);
  const { id, sessionName: session } = await createNumber(api, { name: 'Vendas' });
  const { body } = await api.post<MadeLink>(instancePath(id, '/link'));
  const context = await browser.newContext({ baseURL: server().url, locale: 'en-GB' });
  const guest = new LinkPage(await context.newPage());
  await guest.begin(body.url);
  await expect(guest.qr).toBeVisible();
  const atWaha = (path: string) =>
    fetch(`${simulator.url}/api/${session}/auth/passkey${path}`, {
      method: 'POST',
      headers: { 'X-Api-Key': 'key', 'content-type': 'application/json' },
      body: '{"id":"x"}',
    });

  await control.scan({ session, phone: randomPhone(), passkey: true });
  await expect(guest.page.getByRole('heading', { name: 'WhatsApp asks for the passkey' })).toBeVisible();
  await expect(guest.page.getByText(/^Tell whoever sent you the link/)).toBeVisible();
  await atWaha('');
  await expect(guest.page.getByRole('heading', { name: 'Confirm the passkey on the phone' })).toBeVisible();
  await expect(guest.page.getByText(/^Compare the code with whoever sent you the link/)).toBeVisible();
  await expect(guest.page.getByText(/Ask whoever runs the server/)).toHaveCount(0);
  await atWaha('/confirm');
  await guest.expectTitle('Vendas is connected');
  await context.close();
});

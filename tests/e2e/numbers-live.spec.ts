import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { createNumber, instancePath } from '../api/support/numbers';
import { NumbersPage } from './pages/numbers-page';

test('what is told while the numbers are read does not cost what only the reading tells', async ({
  api,
  sql,
  openWindow,
}) => {
  const told = await createNumber(api, { name: 'Vendas' });
  const silent = await createNumber(api, { name: 'Suporte' });
  const page = await openWindow();
  const numbers = new NumbersPage(page);
  const isRead = (one: { url: () => string }) => isReadOf(new URL(one.url()));
  // The stream says when it opens that all is to be read once.
  const first = page.waitForResponse(isRead).then((answer) => answer.finished());
  await numbers.open();
  await first;
  await sql`update instances set name = 'Financeiro' where id = ${silent.id}`;
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(
    isReadOf,
    async (route) => {
      const response = await route.fetch();
      await gate;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  const reading = page.waitForRequest(isRead);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await reading;
  await api.patch(instancePath(told.id), { name: 'Vendas SP' });
  await expect(numbers.card('Vendas SP')).toBeVisible();
  go();
  await expect(numbers.card('Financeiro')).toBeVisible();
  await expect(numbers.card('Vendas SP')).toBeVisible();
});

const isReadOf = ({ pathname, search }: URL) => pathname === '/api/whatsapp/instances' && search !== '';

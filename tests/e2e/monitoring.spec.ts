import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { insertKeptEvent } from '../api/support/journal';
import { createNumber, randomPhone } from '../api/support/numbers';
import { messageEvent, webhookSender } from '../api/support/webhooks';
import { MonitoringPage } from './pages/monitoring-page';

test('an owner sees what could not be applied, reads it, and has it tried again', async ({
  app,
  api,
  sql,
  openWindow,
}) => {
  const number = await createNumber(api);
  const post = await webhookSender(app, number);
  const page = await openWindow();
  const monitoring = new MonitoringPage(page);
  await monitoring.open();
  await expect(monitoring.empty).toBeVisible();
  await expect(monitoring.replayAll).toHaveCount(0);

  const ids = [await insertKeptEvent(sql, number.id), await insertKeptEvent(sql, number.id)];
  await post('{}', { signature: 'forged' });
  await page.reload();
  await expect(monitoring.rows).toHaveCount(2);
  await expect(monitoring.rows.first()).toContainText('Não reconhecido');
  await expect(page.getByText('1 entrega')).toBeVisible();
  await expect(monitoring.figure('Não aplicados')).toHaveText('2');
  await monitoring.figure('Entregas recusadas').getByRole('link', { name: '1' }).click();
  await expect(page.getByRole('heading', { name: 'Entregas recusadas' })).toBeInViewport();
  await monitoring.showOnly('Falhou');
  await expect(page.getByRole('heading', { name: 'Nada com este filtro' })).toBeVisible();
  await monitoring.showOnly('Tudo');

  await monitoring.raw(monitoring.rows.first()).click();
  await expect(monitoring.dialog).toContainText('"text": "Nosso"');
  await page.keyboard.press('Escape');

  const event = messageEvent({ chat: `${randomPhone()}@c.us`, text: 'Agora sim' });
  await sql`update webhook_events set body = convert_to(${JSON.stringify(event)}, 'UTF8') where id = ${ids[1] ?? ''}`;
  await monitoring.choose(monitoring.rows.nth(1));
  await monitoring.replayChosen(1);
  // Still nothing that can be read: it stays, with one attempt more.
  await expect(monitoring.rows.nth(1).getByRole('cell').nth(4)).toHaveText('2');
  await monitoring.replay(monitoring.rows.first()).click();
  await expect(monitoring.rows).toHaveCount(1);
  await sql`update webhook_events set body = convert_to(${JSON.stringify(event)}, 'UTF8') where id = ${ids[0] ?? ''}`;
  await monitoring.replayAll.click();
  await expect(monitoring.empty).toBeVisible();
  await page.goto('/conversations');
  await expect(page.getByText('Agora sim').first()).toBeVisible();
});

test('an administrator sees everything but the body, and an agent no such place', async ({
  api,
  sql,
  organization,
  openWindow,
}) => {
  await insertKeptEvent(sql, (await createNumber(api)).id);
  const setRole = (role: string) =>
    sql`update memberships set role = ${role} where organization_id = ${organization.id}`;
  await setRole('admin');
  const page = await openWindow();
  const monitoring = new MonitoringPage(page);
  await monitoring.open();
  await expect(monitoring.rows).toHaveCount(1);
  await expect(monitoring.raw(monitoring.rows.first())).toHaveCount(0);
  await setRole('agent');
  expect((await page.goto('/settings/monitoring'))?.status()).toBe(404);
  await page.goto('/settings');
  await expect(page.getByRole('link', { name: 'Preferências' })).toBeVisible();
  await expect(page.locator('a[href="/settings/monitoring"]')).toHaveCount(0);
});

test('on a phone everything fits, and what could not be refreshed says so and can be tried', async ({
  api,
  sql,
  openWindow,
}) => {
  await insertKeptEvent(sql, (await createNumber(api)).id);
  await insertKeptEvent(sql, (await createNumber(api)).id);
  const page = await openWindow();
  await page.setViewportSize({ width: 360, height: 740 });
  const monitoring = new MonitoringPage(page);
  await monitoring.open();
  await expect(monitoring.rows).toHaveCount(2);
  const wider = await page.locator('#content, main').evaluateAll(
    (nodes) =>
      nodes
        .flatMap((node) => [...node.querySelectorAll('section, fieldset, table')])
        .filter((one) => {
          const { right } = one.getBoundingClientRect();
          return right > window.innerWidth;
        }).length,
  );
  expect(wider).toBe(0);

  await page.route('**/api/monitoring**', (route) => route.abort());
  const retry = page.getByRole('button', { name: 'Tentar já' });
  await expect(retry).toBeVisible({ timeout: 20_000 });
  await page.unroute('**/api/monitoring**');
  await retry.click();
  await expect(retry).toBeHidden();
});

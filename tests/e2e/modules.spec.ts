import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';

const PLACES = [
  { module: 'instances', path: '/whatsapp', entry: 'Números' },
  { module: 'conversations', path: '/conversations', entry: 'Conversas' },
];

for (const { module, path, entry } of PLACES) {
  test(`a module that is off has no page and no place in the rail: ${module}`, async ({
    openWindow,
    organization,
    sql,
  }) => {
    const page = await openWindow();
    const others = PLACES.filter((place) => place.module !== module);
    await page.goto('/');
    for (const place of PLACES)
      await expect(page.getByRole('link', { name: place.entry }).first()).toBeVisible();
    await sql`insert into organization_modules (organization_id, module, is_enabled) values (${organization.id}, ${module}, false)`;
    expect((await page.goto(path))?.status()).toBe(404);
    for (const place of others) {
      expect((await page.goto(place.path))?.status(), place.path).toBe(200);
      await expect(page.getByRole('link', { name: entry, exact: true })).toHaveCount(0);
    }
  });
}

test('the settings show what is on, and go when nothing of them is', async ({
  openWindow,
  organization,
  sql,
}) => {
  const turnOff = (module: string) =>
    sql`insert into organization_modules (organization_id, module, is_enabled) values (${organization.id}, ${module}, false)`;
  const page = await openWindow();
  const settings = page.getByRole('link', { name: 'Ajustes' }).first();
  const entries = page.getByRole('navigation', { name: 'Ajustes' }).getByRole('link');
  await settings.click();
  await expect(page).toHaveURL(/\/settings\/servers$/);
  await expect(entries).toHaveText([
    'Preferências',
    'Respostas rápidas',
    'Servidores WAHA',
    'Saúde',
    'Tokens de API',
    'Monitoramento',
    'Referência da API',
  ]);

  await turnOff('api');
  expect((await page.goto('/settings/tokens'))?.status()).toBe(404);
  await page.goto('/');
  await settings.click();
  await expect(page).toHaveURL(/\/settings\/servers$/);
  await expect(entries).toHaveText([
    'Preferências',
    'Respostas rápidas',
    'Servidores WAHA',
    'Saúde',
    'Monitoramento',
    'Referência da API',
  ]);

  await turnOff('instances');
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/settings\/templates$/);
  expect((await page.goto('/settings/monitoring'))?.status()).toBe(404);
  expect((await page.goto('/settings/servers'))?.status()).toBe(404);

  await turnOff('conversations');
  expect((await page.goto('/settings'))?.status()).toBe(404);
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Ajustes' })).toHaveCount(0);
});

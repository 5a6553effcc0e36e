import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';

const PLACES = [
  { module: 'instances', path: '/whatsapp', entry: 'Números' },
  { module: 'conversations', path: '/conversations', entry: 'Conversas' },
  { module: 'api', path: '/settings/tokens', entry: 'Ajustes' },
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

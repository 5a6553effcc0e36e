import { instancePath } from '../api/support/numbers';
import { LOOKS, nameOf, openWith, take, test } from './studio';

const PLACES = {
  home: '/',
  numbers: '/whatsapp',
  settings: '/settings',
  personal: '/settings/personal',
  tokens: '/settings/tokens',
  templates: '/settings/templates',
  servers: '/settings/servers',
  monitoring: '/settings/monitoring',
  health: '/settings/health',
  docs: '/docs',
};

for (const look of LOOKS) {
  test(`pages ${nameOf(look)}`, async ({ browser, app, studio }) => {
    test.setTimeout(180_000);
    const door = await openWith(browser, app.appUrl, [], look);
    await door.goto('/sign-in');
    await door.getByRole('textbox').first().waitFor();
    await take(door, 'sign-in', look);
    const { data } = (
      await studio.api.get<{ data: { id: string; name: string }[] }>('/api/whatsapp/instances')
    ).body;
    const unlinked = data.find(({ name }) => name === 'Entregas')?.id ?? '';
    const { url } = (await studio.api.post<{ url: string }>(instancePath(unlinked, '/link'), {})).body;
    await door.goto(url);
    await door.getByRole('heading').first().waitFor();
    await take(door, 'link', look);
    await door.context().close();

    const page = await openWith(browser, app.appUrl, studio.cookies, look);
    for (const [screen, path] of Object.entries(PLACES)) {
      await page.goto(path);
      await page.getByRole('heading').first().waitFor();
      await take(page, screen, look);
    }
    await page.goto(`/whatsapp?connect=${unlinked}`);
    await page.getByRole('dialog').getByRole('img', { name: /QR/ }).waitFor();
    await take(page, 'connect', look);
    await page.goto('/settings/templates');
    await page
      .getByRole('button', { name: /\/frete$/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await take(page, 'template', look);
    await page.context().close();
  });
}

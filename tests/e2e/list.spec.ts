import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { conversations } from '../api/support/messages';
import { linkNumber } from '../api/support/numbers';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test('a group tells who wrote, and is found with the others of its kind', async ({
  number,
  simulator,
  openWindow,
}) => {
  const session = number.sessionName;
  const [wagner, lia] = [somePhone(), somePhone()];
  const { id: group } = await simulator.group({
    session,
    subject: 'Obra Alameda dos Ipês',
    participants: [wagner, lia],
  });
  await simulator.inbound({ session, from: somePhone(), text: 'Bom dia', pushName: 'Marina Duarte' });
  await simulator.inbound({ session, from: lia, group, text: 'Cheguei', pushName: 'Lia Moraes' });
  const text = 'As portas chegaram?';
  await simulator.inbound({ session, from: wagner, group, text, pushName: 'Wagner Reis' });
  const page = await openWindow();
  const inbox = new InboxPage(page);
  await inbox.goto();
  await expect(inbox.row('Obra Alameda')).toContainText(`Wagner:${text}`);
  await expect(inbox.row('Marina Duarte')).toBeVisible();
  await inbox.list.getByRole('button', { name: 'Grupos' }).click();
  await expect(page).toHaveURL(/\?kind=group$/);
  await expect(inbox.row('Marina Duarte')).toHaveCount(0);
  await page.reload();
  await expect(inbox.row('Obra Alameda')).toBeVisible();
  await expect(inbox.row('Marina Duarte')).toHaveCount(0);

  await inbox.open('Obra Alameda');
  const colour = (name: string, said: string) =>
    inbox
      .bubble(said)
      .getByText(name, { exact: true })
      .evaluate((element) => getComputedStyle(element).color);
  const colours = [await colour('Wagner Reis', text), await colour('Lia Moraes', 'Cheguei')];
  await simulator.inbound({ session, from: lia, group, text: 'Sim', pushName: 'Lia Moraes' });
  // Whom a text names stands there by name, we ourselves too.
  const named = { text: `Ótimo, @${number.phone}`, mentions: [`${number.phone}@c.us`] };
  await simulator.inbound({ session, from: wagner, group, ...named, pushName: 'Wagner Reis' });
  await expect(inbox.bubble('Ótimo')).toContainText('Ótimo, @Loja');
  expect([await colour('Wagner Reis', 'Ótimo'), await colour('Lia Moraes', 'Sim')]).toEqual(colours);
});

test('the open conversation stays where it is while others move, and each tells its number', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  test.slow();
  await linkNumber(api, simulator, { name: 'Suporte' });
  const session = number.sessionName;
  const people = Array.from({ length: 25 }, (_, index) => ({
    phone: somePhone(),
    name: `Pessoa ${index + 1}.`,
  }));
  for (const { phone, name } of people)
    await simulator.inbound({ session, from: phone, text: 'Oi', pushName: name });
  await expect
    .poll(async () => (await conversations(api, '?limit=100')).length, { timeout: 60_000 })
    .toBe(people.length);
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  const row = inbox.row('Pessoa 12.');
  await inbox.row('Pessoa 25.').hover();
  await inbox.page.mouse.wheel(0, 500);
  await row.click();
  await expect(row).toContainText('Vendas');
  const place = row.locator('xpath=ancestor::li');
  const index = async () => Number(/\* (\d+)\)/.exec((await place.getAttribute('style')) ?? '')?.[1]);
  const [before, above] = [await row.boundingBox(), await index()];
  for (const { phone, name } of people.slice(0, 5))
    await simulator.inbound({ session, from: phone, text: 'De novo', pushName: name });
  await expect.poll(index, { timeout: 30_000 }).toBe(above + 5);
  expect((await row.boundingBox())?.y).toBe(before?.y);
});

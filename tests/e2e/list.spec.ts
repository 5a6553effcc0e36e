import { expect, type Locator, type Page } from '@playwright/test';
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
  const arrived = await simulator.inbound({
    session,
    from: lia,
    group,
    text: 'Cheguei',
    pushName: 'Lia Moraes',
  });
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
  await expect(inbox.row('Obra Alameda')).toContainText('@Loja');
  expect([await colour('Wagner Reis', 'Ótimo'), await colour('Lia Moraes', 'Sim')]).toEqual(colours);

  // How many they are, and who runs it; the line of who became an admin is reason enough to ask again.
  await expect(inbox.thread.getByText('3 membros')).toBeVisible();
  await simulator.groupChange({ session, group, type: 'promote', phone: lia });
  await expect(inbox.bubble('Cheguei').getByText('admin', { exact: true })).toBeVisible();
  const answer = { text: 'Já desço', replyTo: arrived.bareId };
  await simulator.inbound({ session, from: wagner, group, ...answer, pushName: 'Wagner Reis' });
  await inbox.bubble('Já desço').waitFor();
  expect(await colour('Lia Moraes', 'Já desço')).toBe(colours[1]);
});

test('who types is told in the list and above the thread, until they have written', async ({
  number,
  simulator,
  openWindow,
}) => {
  const session = number.sessionName;
  const [ana, bia] = [somePhone(), somePhone()];
  const { id: group } = await simulator.group({ session, subject: 'Obra', participants: [ana, bia] });
  await simulator.inbound({ session, from: ana, text: 'Bom dia', pushName: 'Ana Souza' });
  await simulator.inbound({ session, from: bia, group, text: 'Cheguei', pushName: 'Bia Moraes' });
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  // Only of a chat that was opened WhatsApp tells.
  const does = async (what: Parameters<typeof simulator.presence>[0]) => {
    const { sent } = await simulator.presence({ session, ...what });
    return sent;
  };
  await inbox.open('Ana Souza');
  await expect.poll(() => does({ from: ana, presence: 'recording' })).toBe(true);
  const header = inbox.thread.locator('header');
  await expect(header.getByText('gravando áudio…')).toBeVisible();
  await expect(inbox.row('Ana Souza')).toContainText('gravando áudio…');
  await does({ from: ana, presence: 'typing' });
  await expect(inbox.row('Ana Souza')).toContainText('digitando…');
  await simulator.inbound({ session, from: ana, text: 'Tudo bem?', pushName: 'Ana Souza' });
  await expect(inbox.row('Ana Souza')).toContainText('Tudo bem?');
  await expect(header.getByText('digitando…')).toHaveCount(0);

  await inbox.open('Obra');
  await expect.poll(() => does({ from: bia, group, presence: 'typing' })).toBe(true);
  await expect(header.getByText('Bia está digitando…')).toBeVisible();
  await expect(inbox.row('Obra')).toContainText('Bia está digitando…');
  await does({ from: bia, group, presence: 'paused' });
  await expect(inbox.row('Obra')).toContainText('Cheguei');

  // Who types goes before a draft, which stands there again afterwards.
  await inbox.composer.fill('Quase pronto');
  await inbox.open('Ana Souza');
  await expect(inbox.row('Obra')).toContainText('Rascunho: Quase pronto');
  await does({ from: bia, group, presence: 'typing' });
  await expect(inbox.row('Obra')).toContainText('Bia está digitando…');
  await expect(inbox.row('Obra')).not.toContainText('Rascunho');
  await does({ from: bia, group, presence: 'paused' });
  await expect(inbox.row('Obra')).toContainText('Rascunho: Quase pronto');
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
  // Those of one second stand in no order that a test could know.
  const listed = (await conversations(api, '?limit=100')).map(({ contact }) => contact?.name ?? '');
  const inbox = new InboxPage(await openWindow());
  await inbox.goto();
  const row = inbox.row(listed[13] ?? '');
  await inbox.row(listed[0] ?? '').hover();
  await inbox.page.mouse.wheel(0, 500);
  await row.click();
  await expect(row).toContainText('Vendas');
  const place = row.locator('xpath=ancestor::li');
  const index = async () => Number(/\* (\d+)\)/.exec((await place.getAttribute('style')) ?? '')?.[1]);
  const [before, above] = [await row.boundingBox(), await index()];
  for (const { phone, name } of people.filter((person) => listed.indexOf(person.name) >= 20))
    await simulator.inbound({ session, from: phone, text: 'De novo', pushName: name });
  await expect.poll(index, { timeout: 30_000 }).toBe(above + 5);
  expect((await row.boundingBox())?.y).toBe(before?.y);
});

test('an empty list says why and what to do about it; one that is on its way shows no skeleton at once', async ({
  api,
  simulator,
  openWindow,
}) => {
  const page = await openWindow();
  const inbox = new InboxPage(page);
  const { list } = inbox;
  const press = (name: string) => list.getByRole('button', { name, exact: true }).click();
  await inbox.goto();
  await expect(list.getByText('Conecte o primeiro número')).toBeVisible();
  await expect(list.getByRole('link', { name: 'Conectar número' })).toHaveAttribute('href', '/whatsapp');

  await linkNumber(api, simulator);
  await page.reload();
  await expect(list.getByText('Nenhuma conversa ainda')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Escolha uma conversa' })).toBeAttached();
  await press('Começar uma conversa');
  const dialog = page.getByRole('dialog', { name: 'Nova conversa' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await list.getByText('Minhas', { exact: true }).click();
  await expect(list.getByText('Nada em Minhas')).toBeVisible();
  await press('Ver sem dono');
  await expect(list.getByText('Nenhuma conversa combina com este filtro.')).toBeVisible();
  await press('Ver todas as abertas');
  await expect(list.getByText('Nenhuma conversa ainda')).toBeVisible();
  await press('Grupos');
  await expect(list.getByText('Nada por aqui')).toBeVisible();

  const held = await hold(page, /\/api\/messages\/conversations\?/);
  await press('Ver todas as abertas');
  const skeleton = list.locator('[aria-busy] .skeleton').first();
  await expect(list.getByRole('status')).toHaveText('Carregando conversas');
  expect([await opacityAfter(skeleton, 149), await opacityAfter(skeleton, 152)]).toEqual([0, 1]);
  held.release();
  await expect(list.getByText('Nenhuma conversa ainda')).toBeVisible();
});

/** How far one can see it so many ms after it came. */
const opacityAfter = (target: Locator, ms: number): Promise<number> =>
  target.evaluate((element, time) => {
    for (const animation of element.getAnimations()) {
      animation.pause();
      animation.currentTime = time;
    }
    return Math.round(Number(getComputedStyle(element).opacity));
  }, ms);

/** Lets no answer of such an address through until it is released. */
async function hold(page: Page, address: RegExp): Promise<{ release: () => void }> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return { release };
}

import { expect } from '@playwright/test';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { test } from '../api/support/ground';
import { randomPhone } from '../api/support/numbers';
import { NumbersPage } from './pages/numbers-page';
import { ServersPage } from './pages/servers-page';
import { SignInPage } from './pages/sign-in-page';

test.use({ appEnv: { WAHA_SERVERS_ALLOWED_RANGES: '127.0.0.1/32' } });

const running: Simulator[] = [];
test.afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close();
});

test('an owner adds a server, and a number is moved there and scanned again', async ({ ground, browser }) => {
  test.setTimeout(120_000);
  const { organization, control } = ground;
  const simulator = await startSimulator({ speed: 20, apiKey: 'key', timings: { qrFirstMs: 12_000_000 } });
  running.push(simulator);
  const context = await browser.newContext({ baseURL: ground.server().url, locale: 'pt-BR' });
  const page = await context.newPage();
  await new SignInPage(page).signIn(organization.email, organization.password);

  const servers = new ServersPage(page);
  await servers.open();
  await expect(servers.card('Servidor da instalação')).toContainText('Definido por WAHA_URL');
  await servers.register({ name: 'Filial', url: 'http://10.0.0.1', apiKey: 'key' });
  await expect(servers.dialog.getByText('rede privada')).toBeVisible();
  await servers.register({ name: 'Filial', url: simulator.url, apiKey: 'not this one' });
  await expect(servers.dialog.getByText('não tem espaços')).toBeVisible();
  await servers.register({ name: 'Filial', url: simulator.url, apiKey: 'wrong' });
  await expect(servers.dialog.getByText('não aceitou esta chave')).toBeVisible();
  await servers.register({ name: 'Filial', url: simulator.url, apiKey: 'key', capacity: '2' });
  await expect(servers.dialog).toBeHidden();
  await expect(servers.card('Filial')).toContainText('Respondendo');
  await expect(servers.card('Filial')).toContainText('0 de 2');

  const numbers = new NumbersPage(page);
  await numbers.open();
  await page.getByRole('button', { name: 'Conectar número' }).click();
  await numbers.dialog.getByLabel('Nome').fill('Vendas');
  await numbers.dialog.getByLabel('Servidor').selectOption({ label: 'Servidor da instalação (vazio)' });
  await numbers.dialog.getByRole('button', { name: 'Continuar' }).click();
  await expect(numbers.qr).toBeVisible({ timeout: 20_000 });
  const phone = randomPhone();
  const [first] = (await control.state()).sessions;
  await control.scan({ session: first?.name, phone });
  await numbers.expectConnected('Vendas');
  await numbers.closeDialog();

  await numbers.choose('Vendas', 'Mover para outro servidor…');
  await expect(numbers.dialog).toContainText('Conversas, contatos e ajustes ficam como estão.');
  await numbers.dialog.getByRole('button', { name: 'Mover e escanear' }).click();
  await expect(numbers.qr).toBeVisible({ timeout: 20_000 });
  const there = (await simulator.control.state()).sessions;
  expect(there).toHaveLength(1);
  await simulator.control.scan({ session: there[0]?.name, phone });
  await numbers.expectConnected('Vendas');
  await numbers.closeDialog();
  await expect(numbers.card('Vendas')).toContainText('Funcionando');
  await expect.poll(async () => (await control.state()).sessions, { timeout: 20_000 }).toEqual([]);

  await servers.open();
  await expect(servers.card('Filial')).toContainText('1 de 2');
  await servers.choose('Filial', 'Remover…');
  await expect(servers.dialog).toContainText('Mova ou exclua antes');
  await context.close();
});

test('a session that was there before is put aside, taken back, and made a number that works', async ({
  ground,
  browser,
}) => {
  test.setTimeout(120_000);
  const { organization } = ground;
  const simulator = await startSimulator({ speed: 20, apiKey: 'key', timings: { qrFirstMs: 12_000_000 } });
  running.push(simulator);
  await fetch(`${simulator.url}/api/sessions`, {
    method: 'POST',
    headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'antiga', start: true }),
  });
  const isScanning = async () => (await simulator.control.state()).sessions[0]?.status === 'SCAN_QR_CODE';
  await expect.poll(isScanning, { timeout: 20_000 }).toBe(true);
  await simulator.control.scan({ session: 'antiga', phone: randomPhone(), pushName: 'Casa Aurora' });
  const context = await browser.newContext({ baseURL: ground.server().url, locale: 'pt-BR' });
  const page = await context.newPage();
  await new SignInPage(page).signIn(organization.email, organization.password);

  const servers = new ServersPage(page);
  await servers.open();
  await servers.register({ name: 'Filial', url: simulator.url, apiKey: 'key' });
  await expect(servers.dialog).toBeHidden();
  await servers.choose('Filial', 'Outras sessões…');
  await servers.dialog.getByRole('button', { name: 'Ignorar antiga' }).click();
  await expect(servers.dialog.getByRole('button', { name: 'Adotar antiga' })).toBeHidden();
  await servers.dialog.getByRole('button', { name: 'Deixar de ignorar antiga' }).click();
  await servers.dialog.getByRole('button', { name: 'Adotar antiga' }).click();
  await servers.dialog.getByLabel('Nome').fill('Loja antiga');
  await servers.dialog.getByRole('button', { name: 'Adotar como número' }).click();
  await expect(servers.dialog).toContainText('Todas as sessões deste servidor são números seus.');

  const numbers = new NumbersPage(page);
  await numbers.open();
  await expect(numbers.card('Loja antiga')).toContainText('Funcionando', { timeout: 20_000 });
  expect((await simulator.control.state()).sessions.map(({ name }) => name)).toEqual(['antiga']);
  await context.close();
});

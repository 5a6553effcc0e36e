import { expect } from '@playwright/test';
import { test } from '../api/support/ground';
import { linkNumber } from '../api/support/numbers';
import { NumbersPage } from './pages/numbers-page';
import { SignInPage } from './pages/sign-in-page';

test('the page of health names what breaks, without a reload, and keeps what went wrong', async ({
  ground,
  browser,
}) => {
  test.setTimeout(180_000);
  const { api, control, simulator, organization } = ground;
  const number = await linkNumber(api, control, { name: 'Suporte' });
  const context = await browser.newContext({ baseURL: ground.server().url, locale: 'pt-BR' });
  const page = await context.newPage();
  await new SignInPage(page).signIn(organization.email, organization.password);
  await page.goto('/settings/health');
  const part = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(page.getByText('Tudo funcionando.')).toBeVisible();
  await expect(part('Instalação').getByText('Funcionando')).toHaveCount(4);
  await expect(part('Ocorrências')).toContainText('Nenhuma ocorrência até agora.');

  await control.unlink({ session: number.sessionName });
  await expect(part('Ocorrências')).toContainText('Suporte · Desconectado pelo celular', { timeout: 60_000 });
  await expect(part('Ocorrências')).toContainText('aberta');
  await expect(page.getByText('Não está funcionando: Suporte.')).toBeVisible();

  const numbers = new NumbersPage(page);
  await numbers.open();
  await numbers.choose('Suporte', 'Parar');
  await expect(numbers.card('Suporte')).toContainText('Parado', { timeout: 20_000 });
  await page.goto('/settings/health');
  await expect(part('Ocorrências')).toContainText('Alguém parou o número.');

  await simulator.close();
  await expect(part('Servidores WAHA')).toContainText('Não responde', { timeout: 60_000 });
  await expect(page.getByText('Não está funcionando: Servidor da instalação.')).toBeVisible();
  await context.close();
});

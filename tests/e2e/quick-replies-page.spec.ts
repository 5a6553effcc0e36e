import { expect } from '@playwright/test';
import { expectAccessible } from './axe';
import { InboxPage } from './pages/inbox-page';
import { openMarina, test } from './quick-reply-fixtures';

test.setTimeout(120_000);

test('who manages them makes, changes and deletes them by keyboard; the list in the box follows', async ({
  sql,
  organization,
  marina: _,
  openWindow,
}) => {
  const inbox = new InboxPage(await openWindow());
  const replies = await openMarina(inbox);
  await replies.button.press('Enter');
  await expect(replies.options).toHaveCount(3);
  await inbox.page.keyboard.press('Escape');
  await expect(replies.list).toBeHidden();

  const page = await inbox.page.context().newPage();
  await page.goto('/settings/templates');
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
  await page.getByRole('button', { name: 'Criar resposta rápida' }).press('Enter');
  await expect(dialog.getByLabel('Atalho')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Dê um atalho')).toBeVisible();
  await expect(dialog.getByText('Escreva o texto')).toBeVisible();
  await page.keyboard.type('/Preço final');
  await expect(dialog.getByLabel('Atalho')).toHaveValue('preco-final');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Preço');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Fica em {{valor');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Nome do cliente' })).toBeFocused();
  await dialog.getByLabel('Atalho').press('Enter');
  await expect(dialog.getByText('não fecha')).toBeVisible();
  await expect(dialog.getByLabel('Texto')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type('}}, ');
  await dialog.getByRole('button', { name: 'Primeiro nome' }).press('Enter');
  await expect(dialog.getByLabel('Texto')).toHaveValue('Fica em {{valor}}, {{primeiro_nome}}');
  await expect(dialog.getByRole('region', { name: 'Como o cliente recebe' })).toContainText('valor, Marina');
  await expectAccessible(page, 'the dialog of a quick reply');
  await dialog.getByRole('button', { name: 'Salvar' }).press('Enter');
  await expect(row('/preco-final')).toContainText('1 campo para preencher');
  await expect(page.getByRole('button', { name: 'Criar resposta rápida' })).toBeFocused();

  await inbox.page.bringToFront();
  await replies.button.press('Enter');
  await expect(replies.options).toHaveCount(4);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Editar /prazo' }).press('Enter');
  await dialog.getByLabel('Atalho').fill('frete');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Já existe uma resposta rápida /frete')).toBeVisible();
  await dialog.getByLabel('Atalho').fill('entrega');
  await page.keyboard.press('Enter');
  await expect(row('/entrega')).toBeVisible();
  await page.getByRole('button', { name: 'Excluir /frete', exact: true }).press('Enter');
  await expect(dialog).toContainText('O que já foi enviado fica como está.');
  await dialog.getByRole('button', { name: 'Excluir resposta rápida' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: '/' })).toHaveText([
    /^\/entrega/,
    /^\/frete-gratis/,
    /^\/preco-final/,
  ]);
  await expectAccessible(page, 'the page of quick replies');
  await inbox.page.bringToFront();
  await expect(replies.options).toHaveText([/^\/entrega/, /^\/frete-gratis/, /^\/preco-final/]);

  await sql`update memberships set role = 'agent' where organization_id = ${organization.id}`;
  await page.reload();
  await expect(page.getByText('Esta página não existe')).toBeVisible();
});

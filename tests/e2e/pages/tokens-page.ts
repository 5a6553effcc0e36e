import { expect, type Locator, type Page } from '@playwright/test';

/** `/settings/tokens` as a Brazilian sees it. */
export class TokensPage {
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  }

  async open(): Promise<void> {
    await this.page.goto('/settings/tokens');
    await expect(this.page.getByRole('heading', { name: 'Tokens de API' })).toBeVisible();
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  /** Makes a token with permissions by their words (`tudo`, `ler conversas`, …) and reads it, this once. */
  async create(name: string, scopes: string[]): Promise<string> {
    await this.page.getByRole('button', { name: 'Criar token' }).click();
    await this.dialog.getByLabel('Nome').fill(name);
    for (const scope of scopes) await this.dialog.getByRole('checkbox', { name: scope }).check();
    await this.dialog.getByRole('button', { name: 'Criar token' }).click();
    await expect(this.dialog.getByRole('heading', { name: 'Token criado' })).toBeVisible();
    return this.dialog.locator('code').innerText();
  }

  /** Closes the dialog of a new token without copying: it asks once. */
  async closeWithoutCopying(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Já copiei' }).click();
    await this.dialog.getByRole('button', { name: 'Fechar sem copiar' }).click();
    await expect(this.dialog).toBeHidden();
  }

  async revoke(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Ações de ${name}` }).click();
    await this.page.getByRole('menuitem', { name: 'Revogar…' }).click();
    await this.dialog.getByRole('button', { name: 'Revogar token' }).click();
    await expect(this.row(name)).toContainText('revogado');
  }
}

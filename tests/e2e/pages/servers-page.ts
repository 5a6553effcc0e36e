import { expect, type Locator, type Page } from '@playwright/test';

/** `/settings/servers` as a Brazilian sees it. */
export class ServersPage {
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  }

  async open(): Promise<void> {
    await this.page.goto('/settings/servers');
    await expect(this.page.getByRole('heading', { name: 'Servidores WAHA' })).toBeVisible();
  }

  card(name: string): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }

  /** Fills in the form of a new server and sends it. */
  async register(input: { name: string; url: string; apiKey: string; capacity?: string }): Promise<void> {
    if (!(await this.dialog.isVisible()))
      await this.page.getByRole('button', { name: 'Adicionar servidor' }).click();
    await this.dialog.getByLabel('Nome').fill(input.name);
    await this.dialog.getByLabel('Endereço').fill(input.url);
    await this.dialog.getByLabel('Chave da API').fill(input.apiKey);
    await this.dialog.getByLabel('Máximo de números').fill(input.capacity ?? '');
    await this.dialog.getByRole('button', { name: 'Verificar e adicionar' }).click();
  }

  /** Opens one of the places of a server's menu. */
  async choose(name: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Ações de ${name}` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}

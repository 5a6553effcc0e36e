import type { Locator, Page } from '@playwright/test';

/** What the contact's panel says of conversations that became one. */
export class JoinedPanel {
  readonly region: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Conversas unidas' });
    this.dialog = page.getByRole('alertdialog', { name: 'Separar de novo as duas conversas?' });
  }

  /** Parts them again, asked once. */
  async undo(): Promise<void> {
    await this.region.getByRole('button', { name: 'Desfazer' }).click();
    await this.dialog.getByRole('button', { name: 'Separar conversas' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}

import type { Locator, Page } from '@playwright/test';

/** The command bar, by its keys. */
export class SearchBar {
  readonly dialog: Locator;
  readonly field: Locator;
  readonly active: Locator;

  constructor(
    readonly page: Page,
    title = 'Buscar em tudo',
  ) {
    this.dialog = page.getByRole('dialog', { name: title });
    this.field = this.dialog.getByRole('combobox').first();
    this.active = this.dialog.locator('[role="option"][aria-selected="true"]');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.field.waitFor();
  }

  options(section: string): Locator {
    return this.dialog.getByRole('group', { name: section }).getByRole('option');
  }
}

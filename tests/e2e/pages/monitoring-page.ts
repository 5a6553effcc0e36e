import { expect, type Locator, type Page } from '@playwright/test';

/** `/settings/monitoring` as a Brazilian sees it. */
export class MonitoringPage {
  readonly dialog: Locator;
  readonly empty: Locator;
  readonly replayAll: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog');
    this.empty = page.getByRole('heading', { name: 'Tudo o que chegou foi entendido' });
    this.replayAll = page.getByRole('button', { name: 'Tentar tudo de novo' });
  }

  /** From the tokens, through the settings' navigation. */
  async open(): Promise<void> {
    await this.page.goto('/settings/tokens');
    // On a phone the bar scrolls to where we are: only then the other places stand still.
    await expect(this.page.locator('a[href="/settings/tokens"]')).toBeInViewport({ ratio: 1 });
    await this.page.getByRole('link', { name: 'Monitoramento' }).click();
    await expect(this.page.getByRole('heading', { name: 'Monitoramento', level: 2 })).toBeVisible();
  }

  /** Rows of events, the head left out. */
  get rows(): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('cell') });
  }

  async choose(row: Locator): Promise<void> {
    await row.getByRole('checkbox').check();
  }

  async replayChosen(count: number): Promise<void> {
    await this.page.getByRole('button', { name: `Tentar ${count} de novo` }).click();
  }

  async showOnly(state: 'Tudo' | 'Falhou' | 'Não reconhecido'): Promise<void> {
    await this.page.getByRole('radio', { name: state }).check({ force: true });
  }

  /** A count of the summary. */
  figure(name: string): Locator {
    const summary = this.page.getByRole('region', { name: 'Resumo' });
    return summary.locator('dl > div').filter({ hasText: name }).getByRole('definition');
  }

  replay(row: Locator): Locator {
    return row.getByRole('button', { name: /^Tentar de novo/ });
  }

  raw(row: Locator): Locator {
    return row.getByRole('button', { name: /^Ver original/ });
  }
}

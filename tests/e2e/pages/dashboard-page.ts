import { expect, type Locator, type Page } from '@playwright/test';

/** `/` as a Brazilian sees it. */
export class DashboardPage {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(
      this.page.getByRole('heading', { level: 1, name: /^(Bom dia|Boa tarde|Boa noite), / }),
    ).toBeVisible();
  }

  /** A card by its heading: `Precisa de você`, `Números`, `Não lidas há mais tempo`, … */
  card(heading: string | RegExp): Locator {
    return this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { level: 2, name: heading }) });
  }

  /** One of today's figures: `Recebidas`, `Enviadas`, `Não enviadas`, `Conversas novas`. */
  figure(name: string): Locator {
    return this.card(/^Hoje até/)
      .locator('dl > div')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .locator('dd')
      .first();
  }

  /** The line of a number, with its state in words. */
  number(name: string): Locator {
    return this.card('Números').getByRole('link').filter({ hasText: name });
  }
}

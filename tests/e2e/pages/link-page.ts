import { expect, type Locator, type Page } from '@playwright/test';

/** The public page of a link, as somebody without an account sees it in English. */
export class LinkPage {
  readonly qr: Locator;
  readonly code: Locator;

  constructor(readonly page: Page) {
    this.qr = page.getByRole('img', { name: /^QR code/ });
    this.code = page.getByRole('status').filter({ hasText: 'Code: ' });
  }

  /** Opens the address and presses the button that uses it. */
  async begin(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByRole('button', { name: 'Begin' }).click();
  }

  async expectTitle(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** Nothing reaches beyond the screen's side. */
  async expectToFit(): Promise<void> {
    const beyond = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await this.page.evaluate(beyond)).toBe(0);
  }
}

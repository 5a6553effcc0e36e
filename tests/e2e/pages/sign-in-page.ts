import { expect, type Page } from '@playwright/test';

/** `/sign-in` as a Brazilian sees it. */
export class SignInPage {
  constructor(private readonly page: Page) {}

  /** Signs in, wherever one was led from. */
  async signIn(email: string, password: string): Promise<void> {
    if (!this.page.url().includes('/sign-in')) await this.page.goto('/sign-in');
    await this.fill(email, password);
    await expect(this.page).not.toHaveURL(/\/sign-in/);
  }

  async fill(email: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Senha', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Entrar' }).click();
  }
}

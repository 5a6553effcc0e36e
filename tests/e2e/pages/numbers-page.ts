import { expect, type Locator, type Page } from '@playwright/test';

/** `/whatsapp` as a Brazilian sees it: cards of numbers, and the dialogs that make and connect one. */
export class NumbersPage {
  readonly dialog: Locator;
  readonly qr: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    this.qr = this.dialog.getByRole('img', { name: /^Código QR/ });
  }

  async open(): Promise<void> {
    await this.page.goto('/whatsapp');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Números' })).toBeVisible();
  }

  /** The card of a number. */
  card(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** Makes a number; the dialog that connects it is open afterwards. */
  async create(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Conectar número' }).click();
    await this.dialog.getByLabel('Nome').fill(name);
    await this.dialog.getByRole('button', { name: 'Continuar' }).click();
    await expect(this.dialog.getByRole('heading', { name: `Conectar ${name}` })).toBeVisible();
  }

  /** Asks for a code to type on the phone, and reads it. */
  async pairingCode(phoneNumber: string): Promise<string> {
    await this.dialog.getByRole('tab', { name: 'Digitar código' }).click();
    await this.dialog.getByLabel('Número do WhatsApp').fill(phoneNumber);
    await this.dialog.getByRole('button', { name: 'Gerar código' }).click();
    const code = this.dialog.getByRole('status').filter({ hasText: 'Código: ' });
    return (await code.innerText()).replace('Código: ', '').replaceAll(' ', '');
  }

  /** Makes a link for whoever holds the phone, in the dialog that is open, and reads its address. */
  async makeLink(): Promise<string> {
    const tab = this.dialog.getByRole('tab', { name: 'Enviar link' });
    if (await tab.isVisible()) await tab.click();
    await this.dialog.getByRole('button', { name: 'Criar link' }).click();
    const address = this.dialog.getByLabel('Link', { exact: true });
    await expect(address).toHaveValue(/\/link\/[\w-]{43}$/);
    return address.inputValue();
  }

  /** Waits until the dialog says that the number works. */
  async expectConnected(name: string): Promise<void> {
    await expect(this.dialog.getByRole('heading', { name: `${name} está conectado` })).toBeVisible();
  }

  async closeDialog(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }

  /** A verb of a card's menu: `Reiniciar`, `Parar`, `Renomear…`, `Desvincular o celular…`, `Excluir…`. */
  async choose(name: string, verb: string): Promise<void> {
    await this.page.getByRole('button', { name: `Mais ações de ${name}` }).click();
    await this.page.getByRole('menuitem', { name: verb }).click();
  }

  /** Deletes a number, its name typed. */
  async remove(name: string): Promise<void> {
    await this.choose(name, 'Excluir…');
    await this.dialog.getByRole('textbox').fill(name);
    await this.dialog.getByRole('button', { name: 'Excluir número' }).click();
    // Behind an open dialog nothing has a role: only afterwards its absence means something.
    await expect(this.dialog).toBeHidden();
    await expect(this.card(name)).toBeHidden();
  }
}

/** WAHA's name of the session behind a number, as the API tells it. */
export async function sessionOf(page: Page, name: string): Promise<string> {
  const answer = await page.request.get('/api/whatsapp/instances');
  const { data } = (await answer.json()) as { data: { name: string; sessionName: string }[] };
  const found = data.find((instance) => instance.name === name);
  if (!found) throw new Error(`There is no number ${name}`);
  return found.sessionName;
}

import type { Locator } from '@playwright/test';
import type { InboxPage } from './inbox-page';

const words = {
  open: 'Ações da mensagem',
  reply: 'Responder',
  forward: 'Encaminhar',
  edit: 'Editar',
  info: 'Detalhes',
  revoke: 'Apagar para todos',
};

/** The menu of a message and where it leads, as a person uses them (Portuguese). */
export class MessageActions {
  readonly menu: Locator;
  readonly revokeDialog: Locator;
  readonly forwardDialog: Locator;
  readonly infoDialog: Locator;

  constructor(readonly inbox: InboxPage) {
    const { page } = inbox;
    this.menu = page.getByRole('menu', { name: words.open });
    this.revokeDialog = page.getByRole('alertdialog', { name: 'Apagar para todos?' });
    this.forwardDialog = page.getByRole('dialog', { name: 'Encaminhar para' });
    this.infoDialog = page.getByRole('dialog', { name: 'Detalhes da mensagem' });
  }

  /** The button beside a bubble. */
  button(text: string | RegExp): Locator {
    return this.inbox.bubble(text).getByRole('button', { name: words.open });
  }

  item(verb: Exclude<keyof typeof words, 'open'>): Locator {
    return this.menu.getByRole('menuitem', { name: words[verb], exact: true });
  }

  emoji(emoji: string): Locator {
    return this.menu.getByRole('menuitem', { name: emoji });
  }

  /** Opens the menu of a bubble with the mouse. */
  async open(text: string | RegExp): Promise<void> {
    await this.inbox.bubble(text).hover();
    await this.button(text).click();
  }

  async choose(text: string | RegExp, verb: Exclude<keyof typeof words, 'open'>): Promise<void> {
    await this.open(text);
    await this.item(verb).click();
  }

  async react(text: string | RegExp, emoji: string): Promise<void> {
    await this.open(text);
    await this.emoji(emoji).click();
  }

  /** Passes a message on to conversations, each searched by name. */
  async forward(text: string | RegExp, names: string[]): Promise<void> {
    await this.choose(text, 'forward');
    for (const name of names) {
      await this.forwardDialog.getByRole('searchbox').fill(name);
      await this.forwardDialog.getByRole('checkbox', { name }).check();
    }
    await this.forwardDialog.getByRole('button', { name: words.forward }).click();
  }
}

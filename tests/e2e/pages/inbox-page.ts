import type { Locator, Page } from '@playwright/test';

/** The words of a language that tests look for; the rest is found by role. */
const words = {
  'pt-BR': {
    list: 'Lista de conversas',
    thread: /^Conversa com /,
    messages: 'Mensagens',
    message: 'Mensagem',
    send: 'Enviar',
    resolve: 'Resolver',
    reopen: 'Reabrir',
    back: 'Voltar',
    more: 'Mais ações',
    start: 'Nova conversa',
    phone: 'Telefone',
    unread: 'Não lidas',
    retry: 'Tentar de novo',
    jump: /^Ir para a mais recente/,
  },
  en: {
    list: 'List of conversations',
    thread: /^Conversation with /,
    messages: 'Messages',
    message: 'Message',
    send: 'Send',
    resolve: 'Resolve',
    reopen: 'Reopen',
    back: 'Back',
    more: 'More actions',
    start: 'New conversation',
    phone: 'Phone',
    unread: 'Unread',
    retry: 'Try again',
    jump: /^Jump to the latest/,
  },
};

/** `/conversations` as a person uses it. */
export class InboxPage {
  readonly list: Locator;
  readonly thread: Locator;
  readonly messages: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  readonly resolveButton: Locator;
  readonly reopenButton: Locator;
  readonly backButton: Locator;
  /** On a phone: what has no button there. */
  readonly moreButton: Locator;
  readonly unreadFilter: Locator;
  readonly jumpButton: Locator;
  private readonly words: (typeof words)['pt-BR'];

  constructor(
    readonly page: Page,
    language: keyof typeof words = 'pt-BR',
  ) {
    this.words = words[language];
    this.list = page.getByRole('region', { name: this.words.list });
    this.thread = page.getByRole('region', { name: this.words.thread });
    this.messages = page.getByRole('region', { name: this.words.messages, exact: true });
    this.composer = this.thread.getByRole('textbox', { name: this.words.message, exact: true });
    this.sendButton = this.thread.getByRole('button', { name: this.words.send, exact: true });
    this.resolveButton = this.thread.getByRole('button', { name: this.words.resolve });
    this.reopenButton = this.thread.getByRole('button', { name: this.words.reopen });
    this.backButton = this.thread.getByRole('button', { name: this.words.back });
    this.moreButton = this.thread.getByRole('button', { name: this.words.more });
    this.unreadFilter = this.list.getByRole('button', { name: this.words.unread });
    this.jumpButton = page.getByRole('button', { name: this.words.jump });
  }

  async goto(search = ''): Promise<void> {
    await this.page.goto(`/conversations${search}`);
  }

  /** The row of a conversation in the list, by name or any of its text. */
  row(text: string | RegExp): Locator {
    return this.list.getByRole('link').filter({ hasText: text });
  }

  /** Opens a conversation and waits for its messages. */
  async open(text: string | RegExp): Promise<void> {
    await this.row(text).click();
    await this.messages.waitFor();
  }

  /** The bubbles that hold a text. */
  bubble(text: string | RegExp): Locator {
    return this.messages.getByRole('article').filter({ hasText: text });
  }

  /** The mark of a bubble of ours: `queued`, `sent`, `delivered`, `read`, `failed` … */
  tick(text: string | RegExp, status: string): Locator {
    return this.bubble(text).locator(`[data-tick="${status}"]`);
  }

  /** Types a text and presses Enter. */
  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** The button that sends a failed bubble again. */
  retryOf(text: string | RegExp): Locator {
    return this.bubble(text).getByRole('button', { name: this.words.retry });
  }

  /** Writes to a phone that has not written yet, through the only or the first number. */
  async start(phone: string, text: string): Promise<void> {
    await this.list.getByRole('button', { name: this.words.start }).first().click();
    const dialog = this.page.getByRole('dialog', { name: this.words.start });
    await dialog.getByRole('textbox', { name: this.words.phone }).fill(phone);
    await dialog.getByRole('textbox', { name: this.words.message }).fill(text);
    await dialog.getByRole('button', { name: this.words.send }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}

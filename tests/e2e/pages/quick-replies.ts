import type { Locator } from '@playwright/test';
import type { InboxPage } from './inbox-page';

/** Quick replies in the box one answers in (Portuguese). */
export class QuickReplies {
  readonly list: Locator;
  readonly options: Locator;
  readonly chosen: Locator;
  readonly button: Locator;
  /** The names of the fields that are still empty. */
  readonly fields: Locator;

  constructor(readonly inbox: InboxPage) {
    const { thread } = inbox;
    this.list = thread.getByRole('listbox', { name: 'Respostas rápidas' });
    this.options = this.list.getByRole('option');
    this.chosen = this.list.getByRole('option', { selected: true });
    this.button = thread.getByRole('button', { name: 'Respostas rápidas' });
    this.fields = thread.getByRole('button', { name: /^Preencher / });
  }

  /** What is selected in the box. */
  selected(): Promise<string> {
    return this.inbox.composer.evaluate(
      // An evaluated element is a textarea here.
      (box) => {
        const { value, selectionStart, selectionEnd } = box as HTMLTextAreaElement;
        return value.slice(selectionStart, selectionEnd);
      },
    );
  }
}

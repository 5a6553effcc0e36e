import type { Locator } from '@playwright/test';
import type { InboxPage } from './inbox-page';

/** A file as a person picks it. */
export type TestFile = { name: string; mimeType: string; buffer: Buffer };

/** What is picked in the composer (Portuguese). */
export class AttachmentStrip {
  readonly list: Locator;
  readonly tiles: Locator;
  readonly warning: Locator;
  readonly later: Locator;
  readonly earlier: Locator;

  constructor(readonly inbox: InboxPage) {
    const { thread } = inbox;
    this.list = thread.getByRole('list', { name: /a enviar$/ });
    this.tiles = this.list.locator('[data-tile]');
    this.warning = thread.locator('form').getByRole('alert');
    this.later = thread.getByRole('button', { name: 'Mover para depois' });
    this.earlier = thread.getByRole('button', { name: 'Mover para antes' });
  }

  tile(name: string): Locator {
    return this.tiles.and(this.inbox.page.getByRole('button', { name }));
  }

  /** Through the paper clip. */
  async pick(...files: TestFile[]): Promise<void> {
    await this.inbox.thread.locator('input[type=file]').setInputFiles(files);
  }

  /** Onto any place of the thread, as one drags from a folder. */
  async drop(...files: TestFile[]): Promise<void> {
    const data = await this.carry(files);
    await this.inbox.messages.dispatchEvent('dragover', { dataTransfer: data });
    await this.inbox.messages.dispatchEvent('drop', { dataTransfer: data });
  }

  /** With Ctrl+V in the box. */
  async paste(...files: TestFile[]): Promise<void> {
    const data = await this.carry(files);
    await this.inbox.composer.evaluate(
      (box, clipboardData) =>
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
      data,
    );
  }

  remove(name: string): Promise<void> {
    return this.inbox.thread.getByRole('button', { name: `Remover ${name}` }).click();
  }

  private carry(files: TestFile[]) {
    return this.inbox.page.evaluateHandle(
      (all) => {
        const carried = new DataTransfer();
        for (const { name, type, base64 } of all) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          carried.items.add(new File([bytes], name, { type }));
        }
        return carried;
      },
      files.map(({ name, mimeType: type, buffer }) => ({ name, type, base64: buffer.toString('base64') })),
    );
  }
}

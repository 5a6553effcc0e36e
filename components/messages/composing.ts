import type { MessageView } from '@/lib/messages/schema';
import { Observable } from '../realtime/observable';

/** What a composer is about besides a new text: a message that is answered, or one of ours that gets another text. */
export type Composing =
  | { kind: 'reply'; message: MessageView }
  | { kind: 'edit'; message: MessageView; text: string };

/** What is being answered or edited, per conversation, for as long as the page is open. */
export class ComposingStore {
  readonly all = new Observable<ReadonlyMap<string, Composing>>(new Map());

  /** Begins or goes on; undefined ends it. */
  set(conversationId: string, composing: Composing | undefined): void {
    const all = new Map(this.all.get());
    if (composing) all.set(conversationId, composing);
    else all.delete(conversationId);
    this.all.set(all);
  }

  /** The conversation goes on as another one. */
  move(from: string, to: string): void {
    const composing = this.all.get().get(from);
    if (!composing) return;
    if (!this.all.get().has(to)) this.set(to, composing);
    this.set(from, undefined);
  }
}

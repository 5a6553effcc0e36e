import type { MessageView } from '@/lib/messages/schema';
import type { Attachment } from '../attachments/attachment-store';
import { Observable } from '../realtime/observable';

/** Why an attempt did not become a message. `offline`: nobody answered, it goes on by itself. */
export type Refusal = { code: string; detail: string };
export type Delivery = { ok: true } | { ok: false; refusal: Refusal } | { ok: false; offline: true };

/** What an answer that took nothing means. A server that is away for now refused nothing: it goes on by itself, in its place. */
export const failedDelivery = (refusal: Refusal): Delivery =>
  refusal.code === 'unavailable' ? { ok: false, offline: true } : { ok: false, refusal };

/** A text, or a file with its caption, that the server has not taken yet. */
export type Draft = {
  clientId: string;
  conversationId: string;
  text: string;
  createdAt: string;
  file?: Attachment;
  /** In groups: whom it names. */
  mentions?: string[];
  /** What it answers. */
  replyTo?: MessageView['replyTo'];
};
export type Outgoing = Draft & { state: 'waiting' | 'offline' | 'failed'; refusal?: Refusal };

/**
 * What a person sent and the server has not confirmed: per conversation one after another, in the order of Enter.
 * A text keeps its `clientId` through every attempt, so that none becomes two messages.
 */
export class Outbox {
  readonly entries = new Observable<readonly Outgoing[]>([]);
  private readonly working = new Set<string>();
  private readonly flying = new Set<string>();

  /** `deliver` hands one text to the server; it never rejects. */
  constructor(private readonly deliver: (draft: Draft) => Promise<Delivery>) {}

  /** Puts a text at the end of its conversation's queue; it is in `entries` when this returns. */
  send(draft: Draft): void {
    this.entries.set([...this.entries.get(), { ...draft, state: 'waiting' }]);
    this.work(draft.conversationId);
  }

  /** Tries a refused text again, at its old place. */
  retry(clientId: string): void {
    this.change(clientId, { state: 'waiting', refusal: undefined });
    const entry = this.find(clientId);
    if (entry) this.work(entry.conversationId);
  }

  /** Forgets a text: its message arrived, or nobody wants it any more. */
  remove(clientId: string): void {
    this.find(clientId)?.file?.upload.cancel();
    this.entries.set(this.entries.get().filter((entry) => entry.clientId !== clientId));
  }

  /** The connection is back: everything that waited for it goes on. */
  resume(): void {
    const offline = this.entries.get().filter(({ state }) => state === 'offline');
    for (const { clientId } of offline) this.change(clientId, { state: 'waiting' });
    for (const conversationId of new Set(offline.map((entry) => entry.conversationId)))
      this.work(conversationId);
  }

  /** A conversation became part of another one: what waits goes on there. What is on its way is the server's to place. */
  move(from: string, to: string): void {
    const isMoved = ({ conversationId, clientId }: Outgoing) =>
      conversationId === from && !this.flying.has(clientId);
    if (!this.entries.get().some(isMoved)) return;
    this.entries.set(
      this.entries.get().map((entry) => (isMoved(entry) ? { ...entry, conversationId: to } : entry)),
    );
    this.work(to);
  }

  private async work(conversationId: string): Promise<void> {
    if (this.working.has(conversationId)) return;
    this.working.add(conversationId);
    for (let next = this.next(conversationId); next; next = this.next(conversationId)) {
      const { clientId } = next;
      this.flying.add(clientId);
      const delivery = await this.deliver(next);
      this.flying.delete(clientId);
      if (delivery.ok) this.remove(clientId);
      else if ('offline' in delivery) this.change(clientId, { state: 'offline' });
      else this.change(clientId, { state: 'failed', refusal: delivery.refusal });
    }
    this.working.delete(conversationId);
  }

  /** The oldest that waits; none while one before it waits for the connection. */
  private next(conversationId: string): Outgoing | undefined {
    const entry = this.entries
      .get()
      .find((one) => one.conversationId === conversationId && one.state !== 'failed');
    return entry?.state === 'waiting' ? entry : undefined;
  }

  private find(clientId: string): Outgoing | undefined {
    return this.entries.get().find((entry) => entry.clientId === clientId);
  }

  private change(clientId: string, change: Partial<Outgoing>): void {
    const entries = this.entries.get();
    this.entries.set(entries.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)));
  }
}

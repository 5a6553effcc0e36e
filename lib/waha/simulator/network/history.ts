import type { SimMessage } from '../messages';
import { toChatId } from './jids';

const MAX_MESSAGES = 50_000;

/** The messages that one linked device knows, by conversation. */
export class History {
  private readonly chats = new Map<string, Map<string, SimMessage>>();
  private total = 0;

  constructor(private readonly conversationKey: (chatId: string) => string) {}

  /** Adds a message; the same direction and bare id a second time is ignored and answered with false. */
  add(message: SimMessage): boolean {
    const key = this.conversationKey(message.chatId);
    const chat = this.chats.get(key) ?? new Map<string, SimMessage>();
    this.chats.set(key, chat);
    const id = `${message.fromMe}_${message.bareId}`;
    if (chat.has(id)) return false;
    chat.set(id, message);
    if (++this.total > MAX_MESSAGES) this.dropOldest();
    return true;
  }

  /** Messages of one chat, or of all of them for `all`; in no particular order. */
  list(chatId: string): SimMessage[] {
    if (chatId === 'all') return [...this.chats.values()].flatMap((chat) => [...chat.values()]);
    return [...(this.chats.get(this.conversationKey(toChatId(chatId)))?.values() ?? [])];
  }

  /** A message by its bare id, in one chat or in `all`. */
  find(bareId: string, chatId = 'all'): SimMessage | undefined {
    const chats =
      chatId === 'all' ? [...this.chats.values()] : [this.chats.get(this.conversationKey(toChatId(chatId)))];
    for (const chat of chats) {
      const message = chat?.get(`true_${bareId}`) ?? chat?.get(`false_${bareId}`);
      if (message) return message;
    }
    return undefined;
  }

  /** The newest message of every conversation, newest first. */
  newest(): { chatId: string; message: SimMessage }[] {
    const rows = [...this.chats].flatMap(([chatId, chat]) => {
      const message = [...chat.values()].reduce<SimMessage | undefined>(
        (best, next) => (best && best.timestamp > next.timestamp ? best : next),
        undefined,
      );
      return message ? [{ chatId, message }] : [];
    });
    return rows.sort((a, b) => b.message.timestamp - a.message.timestamp);
  }

  /** True when the chat has a message from the other side. */
  hasInbound(chatId: string): boolean {
    return this.list(chatId).some((message) => !message.fromMe);
  }

  private dropOldest(): void {
    for (const [key, chat] of this.chats) {
      const first = chat.keys().next().value;
      if (first !== undefined) chat.delete(first);
      if (chat.size === 0) this.chats.delete(key);
      this.total--;
      if (this.total <= MAX_MESSAGES * 0.95) return;
    }
  }
}

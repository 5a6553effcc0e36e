import type { Typing } from '@/lib/realtime/publish';
import { Observable } from '../realtime/observable';

/** WhatsApp says it again while it lasts, and not always that it has ended. */
const LASTS_MS = 25_000;
/** So long WhatsApp is taken to go on telling about a chat. */
const ASK_MS = 10 * 60_000;
/** Where nobody could be asked. */
const REFUSED_MS = 60_000;

type Person = { typing: Typing; timer: ReturnType<typeof setTimeout> };
type Chat = { shown: Observable<Typing | undefined>; people: Map<string, Person> };

/** Who types where, as far as the stream told and not longer than it lasts. Of several in a group, who began last. */
export class TypingStore {
  private readonly chats = new Map<string, Chat>();
  private readonly askedAt = new Map<string, number>();

  /** `ask` answers whether WhatsApp will tell. */
  constructor(private readonly ask: (conversationId: string) => Promise<boolean>) {}

  /** Who types in a conversation now. */
  of(conversationId: string): Observable<Typing | undefined> {
    return this.chat(conversationId).shown;
  }

  /** What the stream told. What is older than the last of the same person came late. */
  hear(typing: Typing): void {
    const { people } = this.chat(typing.conversationId);
    const key = keyOf(typing);
    const before = people.get(key);
    if (before && before.typing.at > typing.at) return;
    this.put(typing, key);
  }

  /** They have said what they typed; without an id, whoever it was. */
  said(conversationId: string, contactId: string | null): void {
    const chat = this.chats.get(conversationId);
    if (!chat) return;
    for (const [key, { typing }] of [...chat.people])
      if (contactId === null || typing.contactId === null || typing.contactId === contactId)
        this.put({ ...typing, state: 'none' }, key);
  }

  /** Nobody can tell what ended while the stream was away. */
  clear(): void {
    for (const { shown, people } of this.chats.values()) {
      for (const { timer } of people.values()) clearTimeout(timer);
      people.clear();
      shown.set(undefined);
    }
  }

  /** Has WhatsApp tell about a conversation, unless it was asked in the last ten minutes. */
  async watch(conversationId: string): Promise<void> {
    const now = Date.now();
    if (now - (this.askedAt.get(conversationId) ?? -ASK_MS) < ASK_MS) return;
    this.askedAt.set(conversationId, now);
    if (!(await this.ask(conversationId))) this.askedAt.set(conversationId, now - ASK_MS + REFUSED_MS);
  }

  /** WhatsApp forgot what it was asked: the number was away. */
  forget(conversationId: string): void {
    this.askedAt.delete(conversationId);
  }

  private put(typing: Typing, key: string): void {
    const { people } = this.chat(typing.conversationId);
    clearTimeout(people.get(key)?.timer);
    people.delete(key);
    const timer = setTimeout(() => {
      people.delete(key);
      this.show(typing.conversationId);
    }, LASTS_MS);
    people.set(key, { typing, timer });
    this.show(typing.conversationId);
  }

  private show(conversationId: string): void {
    const { shown, people } = this.chat(conversationId);
    const active = [...people.values()].map(({ typing }) => typing).filter(({ state }) => state !== 'none');
    shown.set(active.at(-1));
  }

  private chat(conversationId: string): Chat {
    const known = this.chats.get(conversationId);
    if (known) return known;
    const chat: Chat = { shown: new Observable<Typing | undefined>(undefined), people: new Map() };
    this.chats.set(conversationId, chat);
    return chat;
  }
}

const keyOf = ({ contactId, name }: Typing): string => contactId ?? name ?? '';

import type { Content } from '../messages';
import { defaultRegisteredForm, otherForm } from './brazil';
import { History } from './history';
import { isLid, isPhone, userOf } from './jids';

/** Somebody with WhatsApp on a phone who is not a linked business number. */
export interface Person {
  /** Digits as WhatsApp registered them: in Brazil with or without the ninth digit. */
  phone: string;
  lid: string;
  name: string;
  /** undefined: as the network's automatic acks say. */
  autoAck?: AutoAck;
  /** The phone page shows this chat right now, so what arrives is read. */
  openUntil: number;
  /** WhatsApp hides the phone: LID lookups answer `pn: null`. */
  phoneHidden: boolean;
}

/** How far receipts go by themselves: only the server's, delivered, or read. */
export type AutoAck = 'server' | 'delivered' | 'read';

/** One message that truly left to the phone network and reached somebody. */
export interface ReceivedMessage {
  customer: string;
  session: string;
  /** Phone of the sending business number. */
  from: string;
  chatId: string;
  id: string;
  /** Full id as WAHA's sender knows it. */
  messageId: string;
  kind: Content['kind'] | 'reaction';
  body: string | null;
  content: Content | null;
  quotedId: string | null;
  mentions: string[];
  forwarded: boolean;
  source: 'api' | 'app';
  timestamp: number;
  at: number;
  /** How often the same id was transmitted: more than 1 means that a repeat went out. */
  copies: number;
}

export interface Group {
  id: string;
  subject: string;
  description: string;
  participants: { phone: string; role: 'participant' | 'admin' | 'superadmin' }[];
}

const MAX_RECEIVED = 50_000;

/** Stable fifteen-digit LID of a phone, so that two runs agree. */
export function lidOf(phone: string): string {
  let hash = 7n;
  for (const digit of phone) hash = (hash * 131n + BigInt(digit.charCodeAt(0))) % 99_999_999_999_989n;
  return `1${hash.toString().padStart(14, '0')}`;
}

/** The world outside: people, groups, and what reached them. */
export class PhoneNetwork {
  readonly people = new Map<string, Person>();
  readonly groups = new Map<string, Group>();
  readonly missing = new Set<string>();
  autoAck: AutoAck = 'delivered';
  /** false: WAHA can't reach WhatsApp at all. */
  reachable = true;
  /** Everything a business phone has, linked or not: what a new device gets by history sync. */
  private readonly archives = new Map<string, History>();
  private received: ReceivedMessage[] = [];
  private readonly byLid = new Map<string, string>();
  private readonly byMessage = new Map<string, ReceivedMessage>();

  /** Makes or updates a person; the phone is taken as registered exactly like this. */
  ensurePerson(phone: string, name?: string, lid?: string): Person {
    let person = this.people.get(phone);
    if (!person) {
      person = { phone, lid: lid ?? lidOf(phone), name: name ?? phone, openUntil: 0, phoneHidden: false };
      this.people.set(phone, person);
    }
    if (name) person.name = name;
    if (lid) person.lid = lid;
    this.byLid.set(person.lid, phone);
    return person;
  }

  /** The person behind an address exactly as WhatsApp registered it; undefined when a send goes nowhere. */
  personAt(chatId: string): Person | undefined {
    if (isLid(chatId)) {
      const phone = this.byLid.get(userOf(chatId));
      return phone ? this.people.get(phone) : undefined;
    }
    const phone = userOf(chatId);
    if (!isPhone(chatId) || this.registeredForm(phone) !== phone) return undefined;
    return this.ensurePerson(phone);
  }

  /** What check-exists finds for a phone in any form; undefined when it is not on WhatsApp. */
  registeredForm(phone: string): string | undefined {
    if (!/^[1-9]\d{7,14}$/.test(phone) || this.missing.has(phone)) return undefined;
    if (this.people.has(phone)) return phone;
    const other = otherForm(phone);
    if (other && this.people.has(other)) return other;
    const form = defaultRegisteredForm(phone);
    return this.missing.has(form) ? undefined : form;
  }

  /** The history of a business phone. */
  archiveOf(phone: string): History {
    const archive = this.archives.get(phone) ?? new History((chatId) => this.conversationKey(chatId));
    this.archives.set(phone, archive);
    return archive;
  }

  /** One key per conversation, whichever of a person's addresses is used. */
  conversationKey(chatId: string): string {
    const phone = isLid(chatId) ? this.byLid.get(userOf(chatId)) : undefined;
    return phone ? `${phone}@c.us` : chatId;
  }

  /** Records one transmission; a repeat of the same id to the same person counts as a copy. */
  record(message: Omit<ReceivedMessage, 'copies' | 'at'>): ReceivedMessage {
    const key = `${message.customer} ${message.id}`;
    const known = this.byMessage.get(key);
    if (known) {
      known.copies++;
      return known;
    }
    const entry = { ...message, at: Date.now(), copies: 1 };
    this.received.push(entry);
    this.byMessage.set(key, entry);
    if (this.received.length > MAX_RECEIVED) this.forgetOldest();
    return entry;
  }

  /** Edits or takes back what a person has received. */
  change(customer: string, id: string, change: Pick<ReceivedMessage, 'body' | 'content'>): void {
    const entry = this.byMessage.get(`${customer} ${id}`);
    if (entry) Object.assign(entry, change);
  }

  /** Everything that reached people, oldest first. */
  list(): readonly ReceivedMessage[] {
    return this.received;
  }

  private forgetOldest(): void {
    for (const entry of this.received.slice(0, MAX_RECEIVED / 10)) {
      this.byMessage.delete(`${entry.customer} ${entry.id}`);
    }
    this.received = this.received.slice(MAX_RECEIVED / 10);
  }
}

import { fullIdOf } from '../engine/shapes';
import { bareIdOf, phoneMessageId } from '../ids';
import { bodyOf, type Quoted, type SimMessage } from '../messages';
import { isGroup, readChatId } from '../network/jids';
import type { Session } from '../sessions/session';
import { acknowledge, readerId } from '../traffic/acks';
import { addressed, arrive } from '../traffic/inbound';
import { echo, recipientsOf, transmit } from '../traffic/outbound';
import type { World } from '../world';
import { type ContentInput, contentOf } from './content-input';
import { controlError, digitsOf, linkedSession } from './control-error';
import { personOf } from './people';

/** One message of a customer. */
export interface InboundInput extends ContentInput {
  session?: string;
  /** Phone of the customer. */
  from: string;
  pushName?: string;
  /** `…@g.us`: written in this group. */
  group?: string;
  /** Addressed by LID instead of phone. */
  asLid?: boolean;
  /** Sent a second time under the other address (needs one; ISS#1564). */
  twin?: boolean;
  id?: string;
  /** Seconds. */
  timestamp?: number;
  /** Full or bare id of the message it answers. */
  replyTo?: string;
  /** Addresses of those whom the text names as `@number`. */
  mentions?: string[];
}

/** Where a control call about messages led: ids as WAHA shows them. */
export interface MessageRef {
  id: string;
  bareId: string;
  timestamp: number;
}

/** Messages in both directions, and receipts. */
export function messageControl(world: World) {
  return {
    /** A customer writes. While the session is not WORKING the message waits, as at WhatsApp. */
    async inbound(input: InboundInput): Promise<MessageRef> {
      return receive(world, input);
    },

    /** Many messages at once, in the given order. */
    async inboundBatch(input: { messages: InboundInput[] }): Promise<MessageRef[]> {
      return input.messages.map((message) => receive(world, message));
    },

    /** Puts old messages on a business phone without any event: a device linked later finds them. */
    async seedHistory(input: { phone: string; messages: (InboundInput & { fromMe?: boolean })[] }) {
      const archive = world.network.archiveOf(digitsOf(input.phone));
      for (const entry of input.messages) {
        const person = personOf(world, entry.from, entry.pushName);
        const message = addressed(world, {
          ...entry,
          person,
          content: contentOf(world, entry),
          quoted: undefined,
        });
        archive.add(entry.fromMe ? { ...message, fromMe: true, ack: 3 } : message);
      }
      return { added: input.messages.length };
    },

    /** The owner writes on the phone: `message.any` with source `app`. */
    async fromPhone(input: ContentInput & { session?: string; to: string; id?: string; timestamp?: number }) {
      const session = linkedSession(world, input.session);
      const message = transmit(world, session, {
        chatId: readChatId(input.to),
        content: contentOf(world, input),
        id: input.id ?? phoneMessageId(world.random),
        source: 'app',
        timestamp: input.timestamp,
      });
      void echo(world, session, message);
      return refOf(world, message);
    },

    /** Reports a receipt by hand (-1 error … 4 played), also out of order; without `id` for the newest own message. */
    async ack(input: { session?: string; id?: string; chatId?: string; ack: number; participant?: string }) {
      const session = linkedSession(world, input.session);
      const message = input.id ? find(session, input.id) : newestOwn(session, input.chatId);
      if (!message) throw controlError('No such own message');
      const reader = input.participant ?? readerOf(world, session, message);
      acknowledge(world, session, message, input.ack, reader, true);
      return refOf(world, message);
    },

    /** The customer reads (or gets delivered) everything a session has sent so far. */
    async customerReads(input: { session?: string; phone: string; ack?: 2 | 3 | 4 }) {
      const session = linkedSession(world, input.session);
      const person = personOf(world, input.phone);
      const sent = session.history.list(`${person.phone}@c.us`).filter((message) => message.fromMe);
      const unread = sent.filter((message) => (message.ack ?? 0) < (input.ack ?? 3));
      for (const message of unread) {
        acknowledge(world, session, message, input.ack ?? 3, readerId(message, person));
      }
      return { read: unread.length };
    },

    /** The owner reads a customer's message on another device: GOWS reports READ with `fromMe: false`. */
    async ownRead(input: { session?: string; id: string }) {
      const session = linkedSession(world, input.session);
      const message = find(session, input.id);
      if (!message) throw controlError('No such message');
      if (world.options.engine === 'GOWS') acknowledge(world, session, message, 3, message.chatId, true);
      return refOf(world, message);
    },
  };
}

/** Finds a message by full or bare id. */
export function find(session: Session, id: string): SimMessage | undefined {
  return session.history.find(bareIdOf(id));
}

export function refOf(world: World, message: SimMessage): MessageRef {
  return { id: fullIdOf(world, message), bareId: message.bareId, timestamp: message.timestamp };
}

function receive(world: World, input: InboundInput): MessageRef {
  const session = linkedSession(world, input.session);
  const person = personOf(world, input.from, input.pushName);
  if (input.group && !world.network.groups.has(input.group)) throw controlError(`No group '${input.group}'`);
  const message = addressed(world, {
    person,
    content: contentOf(world, input),
    group: input.group,
    asLid: input.asLid,
    id: input.id,
    timestamp: input.timestamp,
    quoted: input.replyTo ? quote(session, input.replyTo) : undefined,
    mentions: input.mentions,
  });
  arrive(world, session, message, input.twin ?? world.faults.twins);
  return refOf(world, message);
}

function quote(session: Session, id: string): Quoted | undefined {
  const target = find(session, id);
  if (!target) return { bareId: bareIdOf(id), participant: `${session.account?.phone}@c.us`, body: '' };
  const participant = target.fromMe
    ? `${session.account?.phone}@c.us`
    : (target.participant ?? target.chatId);
  return { bareId: target.bareId, participant, body: bodyOf(target.content) ?? '' };
}

function newestOwn(session: Session, chatId = 'all'): SimMessage | undefined {
  return session.history
    .list(chatId)
    .filter((message) => message.fromMe)
    .at(-1);
}

function readerOf(world: World, session: Session, message: SimMessage): string {
  const [person] = recipientsOf(world, session, message.chatId);
  return isGroup(message.chatId) && person ? `${person.lid}@lid` : message.chatId;
}

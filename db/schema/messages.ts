import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment, organizationId, rowTimes } from './columns';
import { conversations } from './conversations';
import { instances } from './instances';

export type MessageLocation = {
  latitude: number;
  longitude: number;
  name: string | null;
  address: string | null;
};
export type MessageContact = { name: string; phoneNumber: string | null };
export type MessagePoll = { name: string; multiple: boolean; options: { text: string; votes: number }[] };
export type MessageReply = { id: string | null; text: string | null; senderName: string | null };

/** The file of a message; what is missing is not known. `width` and `height` in pixels. */
export type MessageMedia = {
  /** Of `media`, once the file is ours. */
  id?: string;
  mimetype: string;
  filename: string | null;
  /** Bytes. */
  size: number | null;
  /** Where WAHA has it for three minutes, or what a send named. */
  sourceUrl: string | null;
  width?: number;
  height?: number;
  seconds?: number;
  waveform?: string;
  /** A picture of a few pixels as a data URL, to stand there until the real one is loaded. */
  blur?: string;
  hasThumbnail?: boolean;
  /** Failed attempts to fetch it so far, and, once nobody tries any more, why. */
  attempts?: number;
  fault?: MediaFault;
};
/** `unavailable`: WhatsApp or WAHA does not give it out any more. */
export type MediaFault = 'unavailable' | 'too_large' | 'storage_full';

/** What happened, without words: screens and API have their own sentences. */
export type MessageSystem = {
  kind: string;
  /** WhatsApp addresses of those it is about. */
  people: string[];
  /** The group's name, where it was told. */
  title: string | null;
  isVideo: boolean;
};

/** Stands on the first of the messages that one comparison with WAHA brought into a conversation. */
export type MessageRecovery = { runId: string; count: number; from: string; to: string };

/** `refused`: when WhatsApp's ERROR came; what proves no more than that it was handed over does not outweigh that. */
export type StatusTimes = Partial<Record<'sent' | 'delivered' | 'read' | 'played' | 'refused', string>>;

/** No foreign key to the instance: it is the conversation's, which has one, and a check per message costs as much as an index. */
export const messages = pgTable(
  'messages',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    conversationId: uuid().notNull(),
    direction: text({ enum: ['inbound', 'outbound'] }).notNull(),
    type: text().notNull(),
    text: text(),
    /** What an edited message said first. */
    originalText: text(),
    status: text().notNull(),
    errorCode: text(),
    senderKind: text({ enum: ['contact', 'user', 'api', 'automation', 'phone', 'system'] }).notNull(),
    senderId: uuid(),
    senderName: text(),
    /** WhatsApp's bare id; with the instance and our side (`direction`) it is the message's identity. */
    waId: text(),
    /** The chat and, in groups, the author as WhatsApp named them: parts of the id that WAHA wants back. */
    waChat: text(),
    waAuthor: text(),
    clientId: text(),
    /** The conversation it was sent in: `clientId` is unique there, also after a merge. */
    clientScopeId: uuid(),
    /** WhatsApp's time; ours until it is known. */
    sentAt: moment().notNull(),
    /** The engine's finer time within one second, in microseconds, 0 where it has none. */
    sentRank: bigint({ mode: 'number' }).notNull().default(0),
    isUnread: boolean().notNull().default(false),
    isLate: boolean().notNull().default(false),
    isForwarded: boolean().notNull().default(false),
    recovery: jsonb().$type<MessageRecovery>(),
    media: jsonb().$type<MessageMedia>(),
    location: jsonb().$type<MessageLocation>(),
    contacts: jsonb().$type<MessageContact[]>(),
    poll: jsonb().$type<MessagePoll>(),
    /** Only for lines that no person wrote (calls, changes of a group). */
    system: jsonb().$type<MessageSystem>(),
    /** Addresses of those whom the text names as `@number`. */
    mentions: text().array(),
    /** The message that this one passes on, while WhatsApp itself may still do that. */
    forwardOfId: uuid(),
    replyToWaId: text(),
    reply: jsonb().$type<MessageReply>(),
    /** Only for what we can't show yet: the payload as it came. */
    raw: jsonb(),
    /** Of ours: when we learned that it got so far, by status. */
    statusTimes: jsonb().$type<StatusTimes>(),
    editedAt: moment(),
    revokedAt: moment(),
    /** Outbox: not before this time; null once it has left. */
    nextAttemptAt: moment(),
    attempts: integer().notNull().default(0),
    /** Clear answers "not there" while `checking`. */
    absences: integer().notNull().default(0),
    sendingAt: moment(),
    /** Until then its sender can still think better of it; it does not leave before. */
    undoUntil: moment(),
    /** What keeps it queued: WhatsApp's restriction of the number, its budget of first contacts, or that it takes turns. */
    hold: text({ enum: ['restriction', 'budget', 'pace'] }),
    /** Somebody decided that it goes all the same: tried once more after a refusal, or let go past every limit. */
    letGo: text({ enum: ['retried', 'released', 'dismissed'] }),
    /** Since when the chat shows that we are typing it. */
    typingAt: moment(),
    /**
     * What still needs a drain, or a person. Indexes name this and never the status: with an index on what changes, every
     * tick would write the row, and all its index entries, anew elsewhere.
     */
    attention: text({ enum: ['unsent', 'failed'] }).generatedAlwaysAs(
      sql`case when status in ('queued', 'sending', 'checking') then 'unsent' when status = 'failed' then 'failed' end`,
    ),
    ...rowTimes,
  },
  (table) => [
    // Also what finds messages by when we stored them: ids rise with time.
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('messages_wa_key').on(table.organizationId, table.instanceId, table.waId, table.direction),
    uniqueIndex('messages_client_key')
      .on(table.organizationId, table.clientScopeId, table.clientId)
      .where(sql`${table.clientId} is not null`),
    index('messages_thread_idx').on(
      table.organizationId,
      table.conversationId,
      table.sentAt.desc().nullsFirst(),
      table.sentRank.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('messages_unread_idx').on(table.organizationId, table.conversationId).where(sql`${table.isUnread}`),
    index('messages_outbox_idx')
      .on(table.organizationId, table.instanceId, table.id)
      .where(sql`${table.attention} = 'unsent'`),
    index('messages_waiting_idx')
      .on(table.organizationId, table.conversationId, table.id)
      .where(sql`${table.attention} = 'unsent'`),
    index('messages_held_until_idx')
      .on(table.organizationId, table.instanceId, table.nextAttemptAt)
      .where(sql`${table.hold} is not null`),
    index('messages_recovery_idx')
      .on(table.organizationId, table.conversationId)
      .where(sql`${table.recovery} is not null`),
    index('messages_failed_idx')
      .on(table.organizationId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.attention} = 'failed'`),
    foreignKey({
      name: 'messages_conversation_fk',
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversations.organizationId, conversations.id],
    }),
  ],
);

/**
 * What came before the message it speaks of (an ack, an echo of a send whose id is not known yet): applied when that arrives.
 * And ids under which a message of ours was refused before it left once more (`REFUSED_MARK`).
 */
export const waitingEvents = pgTable(
  'waiting_events',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    waId: text().notNull(),
    /** Our side of the message; `any` where only its bare id is told (reactions, edits, votes). */
    direction: text({ enum: ['inbound', 'outbound', 'any'] }).notNull(),
    /** Two of the same kind and value are one. */
    fingerprint: text().notNull(),
    event: jsonb().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('waiting_events_key').on(
      table.organizationId,
      table.instanceId,
      table.waId,
      table.direction,
      table.fingerprint,
    ),
    index('waiting_events_created_idx').on(table.createdAt),
    foreignKey({
      name: 'waiting_events_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

import { sql } from 'drizzle-orm';
import {
  boolean,
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
import { organizations } from './organizations';

/** WAHA servers. Without an organization: the installation's own, shared by all (the one named `env`). */
export const wahaServers = pgTable(
  'waha_servers',
  {
    id: uuid().primaryKey(),
    organizationId: uuid().references(() => organizations.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    url: text().notNull(),
    apiKeyEncrypted: text(),
    engine: text(),
    version: text(),
    tier: text(),
    /** From settings of the installation, so its address is not checked against private ranges. */
    isTrusted: boolean().notNull().default(false),
    /** How many numbers its owner wants on it at most. */
    capacity: integer(),
    /** When it was asked last who it is, and why that failed. */
    checkedAt: moment(),
    lastError: text(),
    /** Sessions on it that are no number of ours, when they were counted last. */
    otherSessions: integer().notNull().default(0),
    /** It can't call us: what it has to tell is read from its `/ws`. */
    readsStream: boolean().notNull().default(false),
    /** One process reads it: which, until when it may be believed alive, and since when the stream is open. */
    streamOwner: text(),
    streamLeaseUntil: moment(),
    streamOpenAt: moment(),
    /** Numbers that were on it, deleted ones, still name it. */
    removedAt: moment(),
    ...rowTimes,
  },
  (table) => [
    uniqueIndex('waha_servers_name_key')
      .on(sql`coalesce(${table.organizationId}, '00000000-0000-0000-0000-000000000000'::uuid)`, table.name)
      .where(sql`${table.removedAt} is null`),
  ],
);

/** Sessions that were on a server before us, and that nobody wants as a number. */
export const ignoredSessions = pgTable(
  'ignored_sessions',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    serverId: uuid()
      .notNull()
      .references(() => wahaServers.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.serverId, table.name] })],
);

/** Sessions that a number left behind when it was moved: a job takes them down, and what they still say counts for nothing. */
export const leftSessions = pgTable(
  'left_sessions',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    serverId: uuid()
      .notNull()
      .references(() => wahaServers.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    instanceId: uuid().notNull(),
    /** It was there before us: only our webhook is taken out. */
    isAdopted: boolean().notNull(),
    takenDownAt: moment(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

export type InstanceSettings = {
  autoReply: boolean;
  ignoreGroups: boolean;
  sendReadReceipts: boolean;
  /** First contacts and bulk sends leave at this pace; answers in a live chat go at once. */
  pace: 'none' | 'human' | 'careful';
  /** Whether the chat shows that we are typing before such a message. */
  showTyping: boolean;
  /** First contacts a day; null: as the age of the number allows. */
  firstContactsPerDay: number | null;
};

/**
 * Why WhatsApp does not let the number write to new people: it told us of a lock or of a quota that is used up, or it
 * just refused a send. `until` is null where it did not say.
 */
export type InstanceRestriction = {
  kind: 'timelock' | 'capping' | 'refused';
  since: string;
  until: string | null;
};

/** WhatsApp's own quota of new chats; `total` is null where there is none. */
export type InstanceCapping = { status: string; used: number; total: number | null; renewsAt: string | null };

export const instances = pgTable(
  'instances',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    serverId: uuid()
      .notNull()
      .references(() => wahaServers.id),
    name: text().notNull(),
    /** Ours, unique in the installation: the webhook's address. */
    sessionName: text().notNull(),
    /** WAHA's own name for the session; differs only where it existed before us. */
    wahaSession: text().notNull(),
    /** The session was there before us: what others configured in it stays, and it is never deleted. */
    isAdopted: boolean().notNull().default(false),
    webhookSecretEncrypted: text().notNull(),
    status: text().notNull().default('STOPPED'),
    /** Since when it holds. */
    statusAt: moment().notNull().defaultNow(),
    /** WAHA's time of its last word on the status: an older word never replaces a newer one. */
    statusSeenAt: moment().notNull().defaultNow(),
    /** Whether the session should run: also after WAHA was restarted and forgot. */
    isWanted: boolean().notNull().default(false),
    /** What a person asked for and WAHA has not done yet. */
    wish: text({ enum: ['connect', 'restart', 'disconnect', 'logout'] }),
    /** Which wish: one made while an older one is carried out is not taken for done. */
    wishId: uuid(),
    /** The session's QR changes as WhatsApp rotates it: how often since pairing began, and when last. */
    qrRotation: integer().notNull().default(0),
    qrRotatedAt: moment(),
    phoneNumber: text(),
    pushName: text(),
    lid: text(),
    /** How many days from before the link are brought in, once a phone is linked. */
    importDays: integer().notNull().default(0),
    /** Since when this phone is linked, as far as we know: the budget of first contacts grows with it. */
    linkedAt: moment(),
    /** What older rows leave out is as it is by default. */
    settings: jsonb().$type<Partial<InstanceSettings>>().notNull(),
    restriction: jsonb().$type<InstanceRestriction>(),
    capping: jsonb().$type<InstanceCapping>(),
    /** The next first contact or bulk send may not begin before this. */
    pacedUntil: moment(),
    healthState: text({ enum: ['ok', 'quiet', 'suspect', 'down'] })
      .notNull()
      .default('ok'),
    /** The last event of any kind, and the last that WhatsApp caused: WAHA speaks of its sessions by itself. */
    lastEventAt: moment(),
    lastSignalAt: moment(),
    lastError: text(),
    /** Since when that error holds. */
    lastErrorAt: moment(),
    /** After a failure: how often it was restarted by itself, and when next. */
    recoveryAttempts: integer().notNull().default(0),
    recoverAt: moment(),
    /** The watchdog: when it looked last, since when it doubts, and when it restarted the session. */
    watchedAt: moment(),
    suspectAt: moment(),
    revivedAt: moment(),
    connectedAt: moment(),
    /** One drain of the outbox at a time: who sends, and until when it may be believed alive. */
    drainOwner: text(),
    drainLeaseUntil: moment(),
    /** One job at a time speaks to WAHA about the session itself. */
    syncOwner: text(),
    syncLeaseUntil: moment(),
    /** One job at a time reads the session's history. */
    historyOwner: text(),
    historyLeaseUntil: moment(),
    deletedAt: moment(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('instances_session_name_key').on(table.sessionName),
    uniqueIndex('instances_waha_session_key')
      .on(table.serverId, table.wahaSession)
      .where(sql`${table.deletedAt} is null`),
    index('instances_list_idx').on(table.organizationId, table.createdAt, table.id),
  ],
);

import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment, organizationId, rowTimes } from './columns';
import { contacts } from './contacts';
import { instances } from './instances';
import { organizations } from './organizations';
import { memberships } from './people';

export const conversations = pgTable(
  'conversations',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    kind: text({ enum: ['direct', 'group'] }).notNull(),
    contactId: uuid(),
    /** `…@g.us`; only for groups. */
    groupAddress: text(),
    groupName: text(),
    /** WhatsApp's time of that name. */
    groupNameAt: moment(),
    /** The address WhatsApp last used for this chat: answers go there. */
    chatAddress: text().notNull(),
    status: text({ enum: ['open', 'pending', 'snoozed', 'resolved'] })
      .notNull()
      .default('open'),
    assigneeId: uuid(),
    snoozedUntil: moment(),
    unreadCount: integer().notNull().default(0),
    lastMessageId: uuid(),
    /** Place in the list: time of the newest message, else of creation. */
    activityAt: moment().notNull(),
    /** Everything up to here (WhatsApp's time) was read on the phone, also what reaches us later. */
    phoneReadAt: moment(),
    /** Whether the customer has ever written here: WhatsApp's limits are about chats where nobody has. */
    isHeard: boolean().notNull().default(false),
    /** When our first message to somebody who has not written took its place in the number's budget of that day. */
    firstContactAt: moment(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('conversations_first_contact_idx')
      .on(table.organizationId, table.instanceId, table.firstContactAt)
      .where(sql`${table.firstContactAt} is not null`),
    // Each message moves its conversation, which gets a new entry in every index: one serves a contact's and the number's.
    uniqueIndex('conversations_contact_key').on(table.organizationId, table.contactId, table.instanceId),
    uniqueIndex('conversations_group_key')
      .on(table.organizationId, table.instanceId, table.groupAddress)
      .where(sql`${table.groupAddress} is not null`),
    index('conversations_activity_idx').on(
      table.organizationId,
      table.activityAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('conversations_status_idx').on(
      table.organizationId,
      table.status,
      table.activityAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('conversations_assignee_idx').on(
      table.organizationId,
      table.assigneeId,
      table.activityAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('conversations_group_name_idx')
      .using('gin', table.organizationId, sql`recado_fold(${table.groupName}) gin_trgm_ops`)
      .where(sql`${table.groupName} is not null`),
    index('conversations_unread_idx')
      .on(table.organizationId, table.activityAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.unreadCount} > 0`),
    // Hardly any conversation is a group.
    index('conversations_groups_idx')
      .on(table.organizationId, table.activityAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.kind} = 'group'`),
    index('conversations_snoozed_idx')
      .on(table.organizationId, table.snoozedUntil)
      .where(sql`${table.status} = 'snoozed'`),
    // The counts above the list: read from the index alone.
    index('conversations_unread_counts_idx')
      .on(table.organizationId, table.status, table.assigneeId, table.instanceId, table.kind)
      .where(sql`${table.unreadCount} > 0`),
    foreignKey({
      name: 'conversations_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
    foreignKey({
      name: 'conversations_contact_fk',
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contacts.organizationId, contacts.id],
    }),
    foreignKey({
      name: 'conversations_assignee_fk',
      columns: [table.organizationId, table.assigneeId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }),
    check('conversations_one_party', sql`(${table.contactId} is null) <> (${table.groupAddress} is null)`),
  ],
);

export const labels = pgTable(
  'labels',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    name: text().notNull(),
    color: text().notNull(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('labels_name_key').on(table.organizationId, sql`lower(${table.name})`),
  ],
);

export const conversationLabels = pgTable(
  'conversation_labels',
  {
    organizationId: organizationId(),
    conversationId: uuid().notNull(),
    labelId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.conversationId, table.labelId] }),
    index('conversation_labels_label_idx').on(table.organizationId, table.labelId, table.conversationId),
    foreignKey({
      name: 'conversation_labels_conversation_fk',
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversations.organizationId, conversations.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'conversation_labels_label_fk',
      columns: [table.organizationId, table.labelId],
      foreignColumns: [labels.organizationId, labels.id],
    }).onDelete('cascade'),
  ],
);

import { sql } from 'drizzle-orm';
import {
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
import { instances } from './instances';
import { messages } from './messages';

/** What somebody here wants changed on a message and WhatsApp has not done yet; gone once it is done. */
export const messageChanges = pgTable(
  'message_changes',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    messageId: uuid().notNull(),
    kind: text({ enum: ['reaction', 'edit', 'revoke'] }).notNull(),
    /** The emoji (empty: take it back) or the new text. */
    text: text(),
    state: text({ enum: ['queued', 'sending', 'failed'] }).notNull(),
    errorCode: text(),
    /** Calls whose end nobody told. */
    attempts: integer().notNull().default(0),
    nextAttemptAt: moment().notNull().defaultNow(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('message_changes_key')
      .on(table.organizationId, table.messageId, table.kind)
      .where(sql`${table.state} <> 'sending'`),
    index('message_changes_message_idx').on(table.organizationId, table.messageId),
    index('message_changes_due_idx')
      .on(table.organizationId, table.instanceId, table.id)
      .where(sql`${table.state} <> 'failed'`),
    foreignKey({
      name: 'message_changes_message_fk',
      columns: [table.organizationId, table.messageId],
      foreignColumns: [messages.organizationId, messages.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'message_changes_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

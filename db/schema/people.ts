import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId, rowTimes } from './columns';
import { organizations } from './organizations';

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text().notNull(),
    /** Raised by a password change: every session that carries an older one ends. */
    sessionVersion: integer().notNull().default(1),
    ...rowTimes,
  },
  (table) => [uniqueIndex('users_email_key').on(sql`lower(${table.email})`)],
);

/** Ended, never deleted: messages and notes go on naming who wrote them. */
export const memberships = pgTable(
  'memberships',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text({ enum: ['owner', 'admin', 'agent', 'viewer'] }).notNull(),
    /** How this person writes: the key that sends, and how long a message waits so that it can be taken back. */
    sendWith: text({ enum: ['enter', 'ctrl_enter'] })
      .notNull()
      .default('enter'),
    undoSeconds: integer().notNull().default(0),
    endedAt: moment(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index('memberships_user_idx').on(table.userId),
  ],
);

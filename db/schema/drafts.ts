import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { conversations } from './conversations';
import { memberships } from './people';

/** What a person has typed and not sent. An empty text is one that was sent or thrown away: it keeps an older one out. */
export const drafts = pgTable(
  'drafts',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    userId: uuid().notNull(),
    conversationId: uuid().notNull(),
    text: text().notNull(),
    /** When the person typed it last, by our clock. */
    editedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('drafts_place_key').on(table.organizationId, table.conversationId, table.userId),
    index('drafts_person_idx')
      .on(table.organizationId, table.userId, table.editedAt)
      .where(sql`${table.text} <> ''`),
    check('drafts_text_length', sql`length(${table.text}) <= 65536`),
    foreignKey({
      name: 'drafts_conversation_fk',
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversations.organizationId, conversations.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'drafts_member_fk',
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete('cascade'),
  ],
);

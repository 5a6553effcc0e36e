import { sql } from 'drizzle-orm';
import { foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { organizations } from './organizations';

/**
 * Two contacts that turned out to be one person. The rows as they were are kept while the join can be undone; the
 * references carry no foreign key, since what was joined is gone.
 */
export const contactMerges = pgTable(
  'contact_merges',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    survivorId: uuid().notNull(),
    absorbedId: uuid().notNull(),
    /** What told it: WhatsApp named both for one person. */
    address: text().notNull(),
    otherAddress: text().notNull(),
    mergedAt: moment().notNull(),
    /** The contacts and the absorbed one's addresses before, and the survivor right after. Null once it can't be undone. */
    before: jsonb(),
    /** Conversations that only the absorbed one had: they went over as they were. */
    movedConversationIds: uuid().array().notNull(),
    undoneAt: moment(),
    /** The user or token that undid it. */
    undoneById: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('contact_merges_survivor_idx').on(table.organizationId, table.survivorId),
    index('contact_merges_kept_idx').on(table.mergedAt).where(sql`${table.before} is not null`),
  ],
);

/** Two conversations of one instance that became one by such a join: the old id leads to the new one. */
export const conversationMerges = pgTable(
  'conversation_merges',
  {
    organizationId: organizationId(),
    mergeId: uuid().notNull(),
    survivorId: uuid().notNull(),
    absorbedId: uuid().notNull(),
    /** Both rows and their labels before, the survivor right after, and what addresses alone don't tell of the messages. */
    before: jsonb(),
    undoneAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.mergeId, table.absorbedId] }),
    uniqueIndex('conversation_merges_absorbed_key')
      .on(table.organizationId, table.absorbedId)
      .where(sql`${table.undoneAt} is null`),
    index('conversation_merges_survivor_idx').on(table.organizationId, table.survivorId),
    foreignKey({
      name: 'conversation_merges_merge_fk',
      columns: [table.organizationId, table.mergeId],
      foreignColumns: [contactMerges.organizationId, contactMerges.id],
    }).onDelete('cascade'),
  ],
);

/** Addresses that a person said belong to two people: nothing that WhatsApp tells joins them again. Each pair stands both ways round. */
export const separatedAddresses = pgTable(
  'separated_addresses',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    address: text().notNull(),
    otherAddress: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.address, table.otherAddress] })],
);

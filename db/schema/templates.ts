import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organizationId, rowTimes } from './columns';
import { organizations } from './organizations';

/** Texts that a team writes once and sends often. The shortcut is what one types after a `/`. */
export const templates = pgTable(
  'templates',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    shortcut: text().notNull(),
    title: text(),
    text: text().notNull(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // Small letters only, so that this is also unique without regard to case.
    uniqueIndex('templates_shortcut_key').on(table.organizationId, table.shortcut),
    check('templates_shortcut_form', sql`${table.shortcut} ~ '^[a-z0-9_-]{1,32}$'`),
    check('templates_text_length', sql`length(${table.text}) between 1 and 4096`),
  ],
);

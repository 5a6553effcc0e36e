import { bigint, boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { organizationId, rowTimes } from './columns';

export const organizations = pgTable('organizations', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  timeZone: text().notNull().default('America/Sao_Paulo'),
  ...rowTimes,
});

/** A row says that a module was switched; without one the module is on. */
export const organizationModules = pgTable(
  'organization_modules',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    module: text().notNull(),
    isEnabled: boolean().notNull(),
    ...rowTimes,
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.module] })],
);

/** What the plan allows; null, or no row: no limit. */
export const organizationLimits = pgTable('organization_limits', {
  organizationId: organizationId()
    .primaryKey()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  maxInstances: integer(),
  maxMembers: integer(),
  maxMessagesPerMonth: integer(),
  maxStorageBytes: bigint({ mode: 'number' }),
  ...rowTimes,
});

/** Messages accepted for sending, per calendar month in UTC (`2026-11`): what the monthly limit counts. */
export const organizationUsage = pgTable(
  'organization_usage',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    month: text().notNull(),
    sentMessages: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.month] })],
);

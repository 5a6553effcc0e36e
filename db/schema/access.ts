import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { organizations } from './organizations';

/** Bearer tokens of programs. Only the SHA-256 of a token is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    name: text().notNull(),
    tokenHash: text().notNull(),
    /** Last characters, so that a person recognises it. */
    hint: text().notNull(),
    scopes: text().array().notNull(),
    createdByUserId: uuid(),
    createdAt: moment().notNull().defaultNow(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('api_tokens_hash_key').on(table.tokenHash),
  ],
);

/** The answer to a write that carried an `Idempotency-Key`, kept for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    route: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    status: integer(),
    response: jsonb(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.route, table.key] }),
    index('idempotency_keys_created_idx').on(table.createdAt),
  ],
);

/** Fixed-window counters (requests of a token, sign-in attempts). Unlogged by its migration: a crash may forget them. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text().primaryKey(),
    windowStart: moment().notNull(),
    count: integer().notNull(),
  },
  (table) => [index('rate_limits_window_idx').on(table.windowStart)],
);

import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';

/** One row per job runner: whoever is silent for 30 s is dead, and its locks are given back. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  processId: text().primaryKey(),
  workerIds: text().array().notNull(),
  beatAt: moment().notNull().defaultNow(),
});

/** With `REDIS_URL` set: hints on changes that are committed and not yet told. Empty but for moments. */
export const changeHints = pgTable(
  'change_hints',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    payload: text().notNull(),
    /** Since when a process is telling it; one that was killed meanwhile leaves it to the others. */
    claimedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

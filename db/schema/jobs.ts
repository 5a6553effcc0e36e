import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns';

/** One row per job runner: whoever is silent for 30 s is dead, and its locks are given back. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  processId: text().primaryKey(),
  workerIds: text().array().notNull(),
  beatAt: moment().notNull().defaultNow(),
});

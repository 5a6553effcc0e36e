import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { instances } from './instances';

/** How far each number's history is known to be complete, and when it was compared last. */
export const instanceHistory = pgTable(
  'instance_history',
  {
    organizationId: organizationId(),
    instanceId: uuid().notNull(),
    /** The phone it is the history of (E.164): with another one it begins anew. */
    phone: text(),
    /** Ours; what is older is no gap but history from before. */
    linkedAt: moment().notNull(),
    /** WhatsApp's time up to which nothing is missing; null until the first comparison. */
    completeUntil: moment(),
    /** When somebody last had a reason to compare: a run that began before does not answer it. */
    wantedAt: moment(),
    filledAt: moment(),
    /** When the last comparison went back a whole day, for receipts and edits of older messages. */
    deepAt: moment(),
    /** When the WAHA process started that was compared last. */
    serverStartedAt: moment(),
    /** Why history can't be read: `no_history`. */
    error: text(),
    recoveredTotal: bigint({ mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.instanceId] }),
    foreignKey({
      name: 'instance_history_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

/** One reading of WAHA's history: it goes on where it was after a crash. What found nothing is not kept. */
export const historyRuns = pgTable(
  'history_runs',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    /** `gap`: what was missed. `import`: from before the number was linked. */
    kind: text({ enum: ['gap', 'import'] }).notNull(),
    state: text({ enum: ['running', 'done', 'failed'] }).notNull(),
    /** WhatsApp's times, both inclusive. */
    since: moment().notNull(),
    until: moment().notNull(),
    /** Where it is; null before the first page. */
    cursor: jsonb(),
    /** Only imports: how many days were asked for. */
    days: integer(),
    /** Messages that were not here. */
    recovered: integer().notNull().default(0),
    /** 0 to 1. */
    progress: doublePrecision().notNull().default(0),
    /** The newest that was seen. */
    newestAt: moment(),
    startedAt: moment().notNull(),
    finishedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('history_runs_running_key')
      .on(table.organizationId, table.instanceId, table.kind)
      .where(sql`${table.state} = 'running' or ${table.kind} = 'import'`),
    foreignKey({
      name: 'history_runs_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

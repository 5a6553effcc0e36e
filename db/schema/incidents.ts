import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
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
import { organizations } from './organizations';

/** What went wrong and needs somebody, from when to when. One of a kind is open at a time. */
export const incidents = pgTable(
  'incidents',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    /** Null: of the organization as a whole. */
    instanceId: uuid(),
    kind: text().notNull(),
    state: text({ enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    openedAt: moment().notNull().defaultNow(),
    closedAt: moment(),
    /** How it ended; null for what ended before this was kept. */
    closedAs: text({ enum: ['working', 'heard', 'lifted', 'stopped', 'deleted'] }),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('incidents_open_key')
      .on(
        table.organizationId,
        sql`coalesce(${table.instanceId}, '00000000-0000-0000-0000-000000000000'::uuid)`,
        table.kind,
      )
      .where(sql`${table.state} = 'open'`),
    index('incidents_opened_idx').on(
      table.organizationId,
      table.openedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    foreignKey({
      name: 'incidents_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

/** When a number came to be up, quiet, doubtful, down or off: each row holds until the next. */
export const instanceHealthLog = pgTable(
  'instance_health_log',
  {
    organizationId: organizationId(),
    instanceId: uuid().notNull(),
    id: uuid().notNull(),
    state: text({ enum: ['ok', 'quiet', 'suspect', 'down', 'off'] }).notNull(),
    since: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('instance_health_log_idx').on(
      table.organizationId,
      table.instanceId,
      table.since.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    foreignKey({
      name: 'instance_health_log_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

/** The longest silence between two messages of customers in each hour of the week, from the last four weeks. */
export const instanceRhythms = pgTable(
  'instance_rhythms',
  {
    organizationId: organizationId(),
    instanceId: uuid().notNull(),
    /** 168 hours from Monday 0 h UTC; seconds, null where too little is known. */
    longestGaps: integer().array().$type<(number | null)[]>().notNull(),
    computedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.instanceId] }),
    foreignKey({
      name: 'instance_rhythms_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

import { sql } from 'drizzle-orm';
import {
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, moment, organizationId } from './columns';
import { instances } from './instances';

/**
 * The journal: every signed webhook as it came, committed before it is acknowledged. No foreign key to the instance: who
 * writes here has its lock, which tells that it exists, and a check per row would cost as much as an index.
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    organizationId: organizationId(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    /** `X-Webhook-Request-Id`: one per delivery, constant over its retries. */
    requestId: text(),
    event: text().notNull(),
    /** WAHA's `evt_…`; shared by `message` and `message.any`, so it counts only together with `event`. */
    eventId: text(),
    body: bytea().notNull(),
    state: text({ enum: ['applied', 'failed', 'unknown'] }).notNull(),
    error: text(),
    attempts: integer().notNull().default(1),
    receivedAt: moment().notNull().defaultNow(),
    appliedAt: moment(),
    /** Somebody wants it applied again; null once that was tried. */
    replayRequestedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('webhook_events_request_key').on(table.organizationId, table.instanceId, table.requestId),
    uniqueIndex('webhook_events_event_key').on(
      table.organizationId,
      table.instanceId,
      table.eventId,
      table.event,
    ),
    index('webhook_events_unapplied_idx')
      .on(table.organizationId, table.receivedAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.state} <> 'applied'`),
    index('webhook_events_replay_idx')
      .on(table.organizationId, table.id)
      .where(sql`${table.replayRequestedAt} is not null`),
  ],
);

/** Deliveries refused for a missing or wrong signature, counted by number and day (UTC); of what they said nothing is kept. */
export const refusedDeliveries = pgTable(
  'refused_deliveries',
  {
    organizationId: organizationId(),
    instanceId: uuid().notNull(),
    day: date().notNull(),
    count: integer().notNull(),
    lastAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.instanceId, table.day] }),
    foreignKey({
      name: 'refused_deliveries_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

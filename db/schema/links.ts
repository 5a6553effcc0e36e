import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { instances } from './instances';
import { organizations } from './organizations';

/** Addresses that let whoever holds the phone connect one number, once. Only hashes of their secrets are kept. */
export const pairingLinks = pgTable(
  'pairing_links',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    tokenHash: text().notNull(),
    /** The browser that opened it, by what its cookie holds. */
    guestHash: text(),
    /** When the number had been connected last: another time since means that the link has done its work. */
    connectedBefore: moment(),
    createdByUserId: uuid(),
    createdAt: moment().notNull().defaultNow(),
    expiresAt: moment().notNull(),
    claimedAt: moment(),
    revokedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('pairing_links_token_key').on(table.tokenHash),
    uniqueIndex('pairing_links_guest_key').on(table.guestHash),
    index('pairing_links_instance_idx').on(
      table.organizationId,
      table.instanceId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    foreignKey({
      name: 'pairing_links_instance_fk',
      columns: [table.organizationId, table.instanceId],
      foreignColumns: [instances.organizationId, instances.id],
    }),
  ],
);

import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId, rowTimes } from './columns';
import { organizations } from './organizations';

export const contacts = pgTable(
  'contacts',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    /** The business's own name for the person; wins over the push name. */
    name: text(),
    /** What the person calls themselves on WhatsApp. */
    pushName: text(),
    /** WhatsApp's time of the message that told it. */
    pushNameAt: moment(),
    /** E.164 with `+`; null while WhatsApp shows only a hidden id. */
    phoneNumber: text(),
    avatarUrl: text(),
    ...rowTimes,
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('contacts_names_idx').using(
      'gin',
      table.organizationId,
      sql`recado_fold(coalesce(${table.name}, '') || ' ' || coalesce(${table.pushName}, '')) gin_trgm_ops`,
    ),
  ],
);

/** Every WhatsApp address of a contact: phone (`…@c.us`, with and without Brazil's ninth digit) and hidden id (`…@lid`). */
export const contactAddresses = pgTable(
  'contact_addresses',
  {
    organizationId: organizationId(),
    address: text().notNull(),
    contactId: uuid().notNull(),
    /** `seen`: WhatsApp used or confirmed it. `derived`: the other spelling of a seen phone. */
    origin: text({ enum: ['seen', 'derived'] }).notNull(),
    /** When WhatsApp is asked next for the other address (a hidden id's phone, a phone's hidden id); null: never. */
    askAt: moment(),
    /** How often it was asked and did not know. */
    asks: integer().notNull().default(0),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.address] }),
    index('contact_addresses_phone_idx')
      .using('gin', table.organizationId, sql`${table.address} gin_trgm_ops`)
      .where(sql`${table.address} like '%@c.us'`),
    index('contact_addresses_contact_idx').on(table.organizationId, table.contactId),
    index('contact_addresses_ask_idx').on(table.askAt).where(sql`${table.askAt} is not null`),
    foreignKey({
      name: 'contact_addresses_contact_fk',
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contacts.organizationId, contacts.id],
    }).onDelete('cascade'),
  ],
);

import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { organizations } from './organizations';

/** Stored bytes, once per organization and content however often they are uploaded or received. */
export const mediaFiles = pgTable(
  'media_files',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    sha256: text().notNull(),
    /** Where the bytes are; never used again once it is gone. */
    storageKey: text().notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    /** When somebody last brought these bytes: what is fresh is not cleaned up under an upload that counts on it. */
    usedAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.sha256] })],
);

/** What is shown at `/api/media/:id`: a name and a type for stored bytes. */
export const media = pgTable(
  'media',
  {
    organizationId: organizationId().references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    sha256: text().notNull(),
    kind: text({ enum: ['upload', 'message'] }).notNull(),
    mimetype: text().notNull(),
    filename: text(),
    /** Only of pictures: pixels, a few of them as a data URL, and a smaller picture where that is worth it. */
    width: integer(),
    height: integer(),
    blur: text(),
    thumbnailSha256: text(),
    createdByUserId: uuid(),
    createdAt: moment().notNull().defaultNow(),
    /** An upload that no message has used by then goes; null: it stays. */
    expiresAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('media_file_idx').on(table.organizationId, table.sha256),
    index('media_thumbnail_idx')
      .on(table.organizationId, table.thumbnailSha256)
      .where(sql`${table.thumbnailSha256} is not null`),
    index('media_expires_idx').on(table.expiresAt).where(sql`${table.expiresAt} is not null`),
    foreignKey({
      name: 'media_file_fk',
      columns: [table.organizationId, table.sha256],
      foreignColumns: [mediaFiles.organizationId, mediaFiles.sha256],
    }),
    foreignKey({
      name: 'media_thumbnail_fk',
      columns: [table.organizationId, table.thumbnailSha256],
      foreignColumns: [mediaFiles.organizationId, mediaFiles.sha256],
    }),
  ],
);

import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** `timestamptz` with milliseconds, as a `Date`. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

/** When a row was made and last changed; the application sets `updatedAt`. */
export const rowTimes = {
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
};

/** First column of every tenant table. */
export const organizationId = () => uuid().notNull();

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

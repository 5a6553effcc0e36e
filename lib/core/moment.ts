import { z } from 'zod';

/** Years that Postgres and ISO 8601 with four digits both know. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** A time that somebody else names, with any offset; as we write it: ISO 8601 in UTC, of a year that can be stored. */
export const moment = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => Date.parse(text) >= FIRST && Date.parse(text) <= LAST, { message: 'is out of range' })
  .transform((text) => new Date(text).toISOString());

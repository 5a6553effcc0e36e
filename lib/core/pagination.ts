import { z } from 'zod';
import { invalidField } from './errors';

/** `?limit=` (1 to 100, default 50) and `?cursor=` of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

export type PageInput = { limit: number; cursor?: string };
export type Page<T> = { data: T[]; nextCursor: string | null };

type Key = readonly (string | number)[];

export type CursorKind<K extends Key> = {
  /** The parts of a sort key as opaque text. */
  encode: (key: K) => string;
  /** The parts of a cursor that this list gave; anything else is a 422 on `cursor`. */
  decode: (cursor: string) => K;
};

/** The cursors of one list: its name stands in them, so that no other list takes them for its own. */
export function cursorKind<K extends Key>(list: string, shape: z.ZodType<K>): CursorKind<K> {
  const named = z.tuple([z.literal(list), shape]);
  return {
    encode: (key) => Buffer.from(JSON.stringify([list, key])).toString('base64url'),
    decode: (cursor) => {
      try {
        return named.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))[1];
      } catch {
        throw invalidField('cursor', 'is not a cursor of this list');
      }
    },
  };
}

/** Turns `limit + 1` rows into a page: the extra row only tells that there is more. */
export function toPage<Row, View>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  toView: (row: Row) => View,
): Page<View> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    data: kept.map(toView),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  };
}

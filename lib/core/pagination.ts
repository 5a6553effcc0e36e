import { z } from 'zod';
import { invalidField } from './errors';

/** `?limit=` (1 to 100, default 50) and `?cursor=` of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

export type PageInput = { limit: number; cursor?: string };
export type Page<T> = { data: T[]; nextCursor: string | null };

/** The parts of a sort key as opaque text. */
export const encodeCursor = (parts: (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor that we made, checked against `shape`; anything else is a 422 on `cursor`. */
export function decodeCursor<T extends z.ZodType>(cursor: string, shape: T): z.infer<T> {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidField('cursor', 'is not a cursor of this list');
  }
}

/** Turns `limit + 1` rows into a page: the extra row only tells that there is more. */
export function toPage<Row, View>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => (string | number)[],
  toView: (row: Row) => View,
): Page<View> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    data: kept.map(toView),
    nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}

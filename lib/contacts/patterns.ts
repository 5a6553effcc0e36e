import { type SQL, sql } from 'drizzle-orm';

/** What a name and, where three digits are typed or more, a phone's address look like. */
export function patterns(text: string): { name: SQL; phone: string | undefined } {
  const literal = text.replace(/[\\%_]/g, '\\$&');
  const digits = digitsOf(text);
  return {
    name: sql`'%' || recado_fold(${literal}) || '%'`,
    phone: digits.length >= 3 ? `%${digits}%` : undefined,
  };
}

/** What was typed without what people write between the digits of a phone; nothing where it is no phone. */
export function digitsOf(text: string): string {
  const digits = text.replace(/[\s()+.-]/g, '');
  return /^\d+$/.test(digits) ? digits : '';
}

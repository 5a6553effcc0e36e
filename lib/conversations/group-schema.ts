import { z } from 'zod';

/** Somebody of a group. */
const groupPerson = z.object({
  /** What a send takes for them in `mentions`. */
  mention: z.string(),
  /** Null of those who are no contact yet. */
  contactId: z.uuid().nullable(),
  name: z.string(),
  /** Null where WhatsApp hides it. */
  phoneNumber: z.string().nullable(),
  isAdmin: z.boolean(),
});
export type GroupPerson = z.infer<typeof groupPerson>;

/** Who is in a group, but for our own number. */
export const groupView = z.object({
  people: z.array(groupPerson),
  /** With ourselves; null while WhatsApp can't be asked: then `people` are those who have written. */
  size: z.number().int().nullable(),
  /** Whether our own number is among the admins; null where it is not known to be in it. */
  isOwnAdmin: z.boolean().nullable(),
});
export type Group = z.infer<typeof groupView>;

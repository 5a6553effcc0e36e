/** Somebody of a group. */
export type GroupPerson = {
  /** What a send takes for them. */
  mention: string;
  /** Null of those who are no contact yet. */
  contactId: string | null;
  name: string;
  /** Null where WhatsApp hides it. */
  phoneNumber: string | null;
  isAdmin: boolean;
};

/** Who is in a group, but for our own number. */
export type Group = {
  people: GroupPerson[];
  /** With ourselves; null while WhatsApp can't be asked: then `people` are those who have written. */
  size: number | null;
  /** Whether our own number is among the admins; null where it is not known to be in it. */
  isOwnAdmin: boolean | null;
};

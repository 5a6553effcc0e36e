/** Somebody whom a text in a group can name: `mention` is what a send takes for them. */
export type GroupPerson = {
  mention: string;
  name: string;
  /** Null where WhatsApp hides it. */
  phoneNumber: string | null;
};

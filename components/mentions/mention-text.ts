import type { GroupPerson } from '@/lib/conversations/group-schema';
import { plain } from '@/lib/i18n/plain';

/** What is being typed after an `@`, and where it begins. */
export type MentionQuery = { from: number; words: string };

/** Whether somebody is being named where the cursor stands: an `@` at the beginning of a word, up to two words after it. */
export function mentionQuery(text: string, cursor: number): MentionQuery | undefined {
  const match = /(?:^|[\s(])@([^\s@]*(?: [^\s@]*)?)$/u.exec(text.slice(0, cursor));
  if (!match) return undefined;
  const words = match[1] ?? '';
  return { from: cursor - words.length - 1, words };
}

const MOST = 8;

/** Who fits what was typed: by the beginning of any part of the name, or of the phone. */
export function matching(people: readonly GroupPerson[], words: string): GroupPerson[] {
  const wanted = plain(words);
  const digits = words.replace(/\D/g, '');
  const fits = ({ name, phoneNumber }: GroupPerson) =>
    ` ${plain(name)}`.includes(` ${wanted}`) ||
    (digits.length > 2 && phoneNumber?.replace(/\D/g, '').includes(digits));
  return people.filter(fits).slice(0, MOST);
}

/** As it stands in the text: by name, or by the bare number, which WhatsApp shows as a name. */
export const labelOf = ({ name, mention }: GroupPerson): string =>
  `@${name.startsWith('+') ? mention : name}`;

/** Who is named in a text. The longest name first: “Ana Paula” is not “Ana”; the answer has the longest last. */
export function mentionsIn(text: string, people: readonly GroupPerson[]): string[] {
  let rest = plain(text);
  const found: string[] = [];
  for (const person of people.toSorted((one, other) => other.name.length - one.name.length)) {
    const label = plain(labelOf(person));
    const isThere = new RegExp(`${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');
    if (!isThere.test(rest)) continue;
    rest = rest.replace(isThere, ' ');
    found.unshift(person.mention);
  }
  return found;
}

import { findMentioned } from '@/lib/contacts/mentioned';
import { invalidField } from '@/lib/core/errors';
import { isId } from '@/lib/core/ids';
import { toPhoneDigits } from '@/lib/core/phones';
import type { Scope } from '@/lib/core/scope';

type Named = { address: string; names: string[] };

/**
 * A text with those whom it names (contacts' ids, or phones) as WhatsApp wants it: each as `@number`, which phones show
 * as the name. `@Name` gives way to it; who is not in the text yet is put before it. Throws `invalid`.
 */
export async function nameInText(
  scope: Scope,
  text: string | undefined,
  mentions: string[],
): Promise<{ text: string; mentions: string[] }> {
  const people = await resolve(scope, mentions);
  return {
    text: people.reduceRight(putName, text ?? ''),
    mentions: [...new Set(people.map(({ address }) => address))],
  };
}

async function resolve(scope: Scope, mentions: string[]): Promise<Named[]> {
  const found = await findMentioned(scope, mentions.filter(isId));
  const byId = new Map(found.map((contact) => [contact.id, contact]));
  return mentions.map((mention, index) => {
    const contact = byId.get(mention);
    if (contact)
      return {
        address: contact.address,
        names: [contact.name, contact.pushName].filter((name) => name !== null),
      };
    const digits = isId(mention) ? undefined : toPhoneDigits(mention);
    if (!digits) throw invalidField(`mentions.${index}`, 'is no contact and no phone number');
    return { address: `${digits}@c.us`, names: [] };
  });
}

function putName(text: string, { address, names }: Named): string {
  const mark = `@${address.split('@')[0]}`;
  if (new RegExp(`${mark}(?!\\d)`).test(text)) return text;
  for (const name of names) {
    const at = text.toLowerCase().indexOf(`@${name.toLowerCase()}`);
    if (at >= 0) return text.slice(0, at) + mark + text.slice(at + name.length + 1);
  }
  return text === '' ? mark : `${mark} ${text}`;
}

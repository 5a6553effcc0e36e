import type { Locale } from './locale';
import { type Messages, type Namespace, namespaces } from './namespaces';

/** All messages of a language, by namespace. Rejects when a namespace has no file in that language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const entries = await Promise.all(
    namespaces.map(async (namespace) => {
      const file = await import(`../../messages/${locale}/${namespace}.json`);
      return [namespace, file.default] as const;
    }),
  );
  return Object.fromEntries(entries) as Messages;
}

/** Only the named namespaces: what a page hands to its client components is downloaded with every view of it. */
export function pickMessages<Name extends Namespace>(
  messages: Messages,
  names: readonly Name[],
): Pick<Messages, Name> {
  return Object.fromEntries(names.map((name) => [name, messages[name]])) as Pick<Messages, Name>;
}

import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTimeZone } from 'next-intl/server';
import type { ReactNode } from 'react';
import { pickMessages } from './messages';
import type { Messages, Namespace } from './namespaces';

/** What every client component may use: the error boundaries stand above any page. */
const everywhere = ['common', 'errors'] as const;

/**
 * Gives the client components below it the named namespaces besides `common` and `errors`. A provider replaces
 * the one above it, so name all that its subtree uses. Server components need none: they read every namespace.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly Namespace[];
  children: ReactNode;
}) {
  const [locale, messages, timeZone] = await Promise.all([getLocale(), getMessages(), getTimeZone()]);
  return (
    <NextIntlClientProvider
      locale={locale}
      timeZone={timeZone}
      messages={pickMessages(messages as Messages, [...everywhere, ...namespaces])}
    >
      {children}
    </NextIntlClientProvider>
  );
}

'use client';

import { NextIntlClientProvider } from 'next-intl';
import PageError from '@/components/shell/page-error';
import { defaultLocale, localeCookie, resolveLocale } from '@/lib/i18n/locale';
import commonEn from '@/messages/en/common.json';
import errorsEn from '@/messages/en/errors.json';
import commonPt from '@/messages/pt-BR/common.json';
import errorsPt from '@/messages/pt-BR/errors.json';
import './globals.css';

const messages = {
  'pt-BR': { common: commonPt, errors: errorsPt },
  en: { common: commonEn, errors: errorsEn },
};

/** Stands in for the root layout when that fails too, so it brings its own words and reads its cookie itself. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  const locale = browserLocale();
  return (
    <html lang={locale}>
      <body>
        <NextIntlClientProvider locale={locale} messages={messages[locale]}>
          <PageError {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

function browserLocale() {
  if (typeof document === 'undefined') return defaultLocale;
  const chosen = new RegExp(`(?:^|; )${localeCookie}=([^;]*)`).exec(document.cookie)?.[1];
  return resolveLocale(chosen, navigator.languages.join(','));
}

'use client';

import { useLocale } from 'next-intl';
import { Fragment } from 'react';
import { localeNames, locales } from '@/lib/i18n/locale';
import { useLanguageChoice } from './language-switch';

/** The languages in a line: the present one as a word, the others to press. */
export function LanguageLinks() {
  const current = useLocale();
  const { choose } = useLanguageChoice();
  return (
    <p className="mt-6 text-meta text-muted-foreground">
      {locales.map((locale, index) => (
        <Fragment key={locale}>
          {index > 0 && <span aria-hidden="true"> · </span>}
          {locale === current ? (
            <span aria-current="true">{localeNames[locale]}</span>
          ) : (
            <button type="button" lang={locale} className="link py-1" onClick={() => choose(locale)}>
              {localeNames[locale]}
            </button>
          )}
        </Fragment>
      ))}
    </p>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Segmented } from '@/components/ui/segmented';
import { type Locale, localeCookie, localeNames, locales } from '@/lib/i18n/locale';
import { setPreferenceCookie } from './preference-cookie';

/** Changes the language of the page in place; keeps what is typed. */
export function useLanguageChoice() {
  const router = useRouter();
  const [isChanging, startChanging] = useTransition();
  const choose = (locale: Locale) => {
    setPreferenceCookie(localeCookie, locale);
    startChanging(() => router.refresh());
  };
  return { choose, isChanging };
}

/** The languages side by side, each in its own words. */
export function LanguageSwitch() {
  const t = useTranslations('common');
  const { choose } = useLanguageChoice();
  return (
    <Segmented
      name="language"
      legend={t('language')}
      value={useLocale()}
      options={locales.map((value) => ({
        value,
        label: localeNames[value].replace(/ \(.*/, ''),
        lang: value,
      }))}
      onChange={choose}
    />
  );
}

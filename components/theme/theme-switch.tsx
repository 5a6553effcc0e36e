'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Segmented } from '@/components/ui/segmented';
import { setPreferenceCookie } from './preference-cookie';
import { type Theme, themeClass, themeCookie, themes } from './theme';

/** Light, dark or as the system says; takes effect at once and is kept for the next visit. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useTranslations('common');
  const [theme, setTheme] = useState(initial);

  const choose = (next: Theme) => {
    setTheme(next);
    setPreferenceCookie(themeCookie, next);
    const root = document.documentElement.classList;
    root.remove('light', 'dark');
    const name = themeClass(next);
    if (name) root.add(name);
  };

  return (
    <Segmented
      name="theme"
      legend={t('theme')}
      value={theme}
      options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
      onChange={choose}
    />
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useList } from './inbox-context';

/** Puts the number of unread conversations shown before the page's title. */
export function useTabTitle(): void {
  const t = useTranslations('conversations');
  const common = useTranslations('common');
  const count = useList().list?.items.filter(({ unreadCount }) => unreadCount > 0).length ?? 0;
  const title = `${t('title')} · ${common('product')}`;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }, [count, title]);
}

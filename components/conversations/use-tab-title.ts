'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useList } from './inbox-context';

/** Puts the number of unread conversations shown before the page's title. */
export function useTabTitle(): void {
  const t = useTranslations('conversations');
  const common = useTranslations('common');
  const count = useList().list?.items.filter(({ unreadCount }) => unreadCount > 0).length ?? 0;
  const title = `${count > 0 ? `(${count}) ` : ''}${t('title')} · ${common('product')}`;
  useEffect(() => {
    const write = () => {
      if (document.title !== title) document.title = title;
    };
    write();
    // Next streams the page's own title in after the first render, and writes it again when it likes.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
}

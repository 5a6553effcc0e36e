import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { isHidden } from './hidden-number';
import { formatPhone } from './phone';

/** How a conversation's title is written: a phone as people write it, and in words where WhatsApp hides it. */
export function useTitle(): (title: string) => string {
  const t = useTranslations('common');
  return useCallback((title: string) => (isHidden(title) ? t('hiddenNumber') : formatPhone(title)), [t]);
}

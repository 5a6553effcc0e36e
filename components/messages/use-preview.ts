import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';

/** Says a message in one line: its text, else what names it best. */
export function usePreview(): (message: MessageView) => string {
  const t = useTranslations('conversations');
  return ({ text, poll, location, contacts, media, type, revokedAt }) => {
    if (revokedAt) return t('thread.revokedByUs');
    const name = poll?.name ?? location?.name ?? contacts?.[0]?.name ?? media?.filename;
    return text ?? name ?? t(`types.${type}`);
  };
}

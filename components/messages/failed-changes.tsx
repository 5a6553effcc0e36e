import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { BubbleNote, noteAction } from './bubble-frame';

type Props = {
  changes: MessageView['pendingChanges'];
  /** Absent where this person may not send. */
  onRetry?: () => void;
  onDismiss?: () => void;
};

/** Below a bubble: which reaction, edit or deletion WhatsApp did not do, why, and what can be done about it. */
export function FailedChanges({ changes, onRetry, onDismiss }: Props) {
  const t = useTranslations('conversations.thread');
  const failed = changes.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return null;
  return (
    <BubbleNote isBad>
      {failed.map(({ kind, text, error }) => (
        <span key={kind}>
          {t(`changeFailed.${kind}`, {
            text: text ?? '',
            reason: error ? t(`changeReasons.${error.code}`) : '',
          })}
        </span>
      ))}
      {onRetry && (
        <button type="button" className={noteAction} onClick={onRetry}>
          {t('retry')}
        </button>
      )}
      {onDismiss && (
        <button type="button" className={noteAction} onClick={onDismiss}>
          {t('dismiss')}
        </button>
      )}
    </BubbleNote>
  );
}

import { MessageSquareOff, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReadError } from '../realtime/read-api';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';

type Props = { error: ReadError; onRetry: () => void; onBack: () => void };

/** Why a conversation can't be shown, and the way on. */
export function ThreadFailed({ error, onRetry, onBack }: Props) {
  const t = useTranslations('conversations.errors');
  const common = useTranslations('common');
  if (error.status === 404 || error.status === 422)
    return (
      <EmptyState
        icon={<MessageSquareOff />}
        title={t('goneTitle')}
        text={t('goneText')}
        action={<Button onClick={onBack}>{t('backToList')}</Button>}
      />
    );
  return (
    <ErrorState
      title={t('threadTitle')}
      text={error.message || t('threadText')}
      request={error.requestId && common('requestId', { id: error.requestId })}
      action={
        <Button icon={<RotateCw />} onClick={onRetry}>
          {common('tryAgain')}
        </Button>
      }
    />
  );
}

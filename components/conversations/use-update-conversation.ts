'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { updateConversationAction } from '@/lib/conversations/actions';
import type { ConversationView } from '@/lib/conversations/schema';
import { useInbox } from './inbox-context';

export type ConversationChange = {
  status?: ConversationView['status'];
  snoozedUntil?: string;
  assigneeId?: string | null;
};

/** Changes a conversation; `failure` says, in a sentence, why the last change did not happen. */
export function useUpdateConversation() {
  const t = useTranslations('conversations.errors');
  const { conversations } = useInbox();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const update = useCallback(
    async (id: string, change: ConversationChange) => {
      setBusy(true);
      const result = await updateConversationAction({ id, ...change }).catch(() => undefined);
      setBusy(false);
      setFailure(
        result?.ok ? undefined : t('changeFailed', { reason: result?.error.detail ?? t('offline') }),
      );
      if (result?.ok) conversations.fold(result.data);
    },
    [conversations, t],
  );
  return { update, isBusy, failure, forget: useCallback(() => setFailure(undefined), []) };
}

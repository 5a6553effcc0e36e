import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { sendMessageAction } from '@/lib/messages/actions';
import type { MessageView } from '@/lib/messages/schema';
import { useInbox } from './inbox-context';
import { useTitle } from './use-title';

/** Passes a message on; `forward` answers those to whom it could not be. Trying these again doubles nothing. */
export function useForward(message: MessageView) {
  const t = useTranslations('conversations');
  const { threads } = useInbox();
  const titleOf = useTitle();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const clientIds = useRef(new Map<string, string>());

  const sendTo = async ({ id, title }: ConversationView): Promise<string | undefined> => {
    const clientId = clientIds.current.get(id) ?? crypto.randomUUID();
    clientIds.current.set(id, clientId);
    const input = { conversationId: id, forward: message.id, clientId };
    const result = await sendMessageAction(input).catch(() => undefined);
    if (!result?.ok)
      return t('forward.failed', {
        name: titleOf(title),
        reason: result?.error.detail ?? t('errors.offline'),
      });
    threads.fold(result.data, 'answer');
    return undefined;
  };

  const forward = async (targets: readonly ConversationView[]): Promise<ConversationView[]> => {
    setBusy(true);
    const failures: { view: ConversationView; why: string }[] = [];
    for (const view of targets) {
      const why = await sendTo(view);
      if (why) failures.push({ view, why });
    }
    setBusy(false);
    setFailure(failures.map(({ why }) => why).join(' ') || undefined);
    return failures.map(({ view }) => view);
  };

  return { forward, isBusy, failure };
}

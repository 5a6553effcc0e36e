import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { ActionResult } from '@/lib/handlers/define-action';
import { editMessageAction, reactToMessageAction, revokeMessageAction } from '@/lib/messages/actions';
import type { MessageView } from '@/lib/messages/schema';
import { withReaction } from '../messages/menu-verbs';
import { useInbox } from './inbox-context';

export type MessageVerbs = {
  /** An empty emoji takes it back. */
  react: (message: MessageView, emoji: string) => void;
  edit: (message: MessageView, text: string) => void;
  revoke: (message: MessageView) => void;
};

/** Changes messages of one conversation; `failure` says, in a sentence, why the last change was refused. */
export function useMessageVerbs(conversationId: string) {
  const t = useTranslations('conversations.errors');
  const { threads, composing } = useInbox();
  const [failure, setFailure] = useState<string>();
  const verbs = useMemo<MessageVerbs>(() => {
    const run = async (call: () => Promise<ActionResult<MessageView>>): Promise<boolean> => {
      setFailure(undefined);
      const tick = threads.tickOf(conversationId);
      const result = await call().catch(() => undefined);
      if (result?.ok) {
        threads.foldAnswer(result.data, tick);
        return true;
      }
      setFailure(t('messageFailed', { reason: result?.error.detail ?? t('offline') }));
      threads.refresh(conversationId);
      return false;
    };
    return {
      react: (message, emoji) => {
        threads.fold(withReaction(message, emoji), 'answer');
        void run(() => reactToMessageAction({ id: message.id, emoji }));
      },
      edit: async (message, text) => {
        composing.set(conversationId, undefined);
        if (text === message.text) return;
        const isTaken = await run(() => editMessageAction({ id: message.id, text }));
        // What was written is not lost with the refusal, unless something else was begun meanwhile.
        if (!isTaken && !composing.all.get().has(conversationId))
          composing.set(conversationId, { kind: 'edit', message, text });
      },
      revoke: (message) => void run(() => revokeMessageAction({ id: message.id })),
    };
  }, [conversationId, threads, composing, t]);
  return { verbs, failure, forgetFailure: () => setFailure(undefined) };
}

'use client';

import { Split } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/dialogs/confirm-dialog';
import { useAction } from '@/components/problem/use-action';
import { undoMergeAction } from '@/lib/conversations/actions';
import { useInbox } from './inbox-context';

/** Asks before a join is undone: the two are never joined by themselves again. */
export function UndoJoinDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('conversations.joined.confirm');
  const { conversations } = useInbox();
  const { run, isBusy, problem } = useAction(undoMergeAction);

  const undo = async () => {
    const result = await run({ id });
    if (!result) return;
    // The dialog goes first: with the join its own place on the page vanishes.
    onClose();
    for (const view of result.data.data) conversations.fold(view);
  };

  return (
    <ConfirmDialog
      title={t('title')}
      problem={problem}
      returnTo={['contact-panel', 'content']}
      submit={t('submit')}
      icon={<Split />}
      isBusy={isBusy}
      onSubmit={undo}
      onClose={onClose}
    >
      <div className="space-y-2.5 text-muted-foreground">
        <p>{t('text')}</p>
        <p>{t('since')}</p>
        <p>{t('never')}</p>
      </div>
    </ConfirmDialog>
  );
}

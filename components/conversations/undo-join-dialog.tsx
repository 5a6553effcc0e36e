'use client';

import { Split } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { undoMergeAction } from '@/lib/conversations/actions';
import { Button } from '../ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '../ui/dialog';
import { useInbox } from './inbox-context';

/** Asks before a join is undone: the two are never joined by themselves again. */
export function UndoJoinDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('conversations.joined.confirm');
  const common = useTranslations('common');
  const { conversations } = useInbox();
  const { run, isBusy, problem } = useAction(undoMergeAction);

  const undo = async () => {
    if (isBusy) return;
    const result = await run({ id });
    if (!result) return;
    // The dialog goes first: with the join its own place on the page vanishes.
    onClose();
    for (const view of result.data.data) conversations.fold(view);
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        title={t('title')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, 'contact-panel', 'content')}
      >
        <DialogBody className="space-y-2.5 text-muted-foreground">
          <ProblemAlert problem={problem} />
          <p>{t('text')}</p>
          <p>{t('since')}</p>
          <p>{t('never')}</p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="destructive" icon={<Split />} busy={isBusy} onClick={undo}>
            {t('submit')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

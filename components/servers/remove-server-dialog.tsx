'use client';

import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { removeServerAction } from '@/lib/servers/actions';
import type { ServerView } from '@/lib/servers/schema';
import { REGISTER_BUTTON_ID, serverMenuIdOf } from './focus-ids';

/** Asks before a server and its key are forgotten; while numbers are on it, says what to do first. */
export function RemoveServerDialog({
  server,
  onRemoved,
  onClose,
}: {
  server: ServerView;
  onRemoved: () => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useTranslations('servers.remove');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(removeServerAction);
  const isInUse = server.numbers > 0;

  const remove = async () => {
    if (isBusy || !(await run({ id: server.id }))) return;
    // The card goes first: the focus must not return to a button that is about to vanish.
    await onRemoved();
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        title={t('title', { name: server.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, serverMenuIdOf(server.id), REGISTER_BUTTON_ID)}
      >
        <DialogBody>
          <ProblemAlert problem={problem} className="mb-4" />
          <p className="text-muted-foreground">
            {isInUse ? t('inUse', { count: server.numbers }) : t('text')}
          </p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{common('cancel')}</Button>
          {isInUse ? (
            <Button asChild variant="primary">
              <Link href="/whatsapp">{t('toNumbers')}</Link>
            </Button>
          ) : (
            <Button variant="destructive" icon={<Trash2 />} busy={isBusy} onClick={remove}>
              {t('submit')}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

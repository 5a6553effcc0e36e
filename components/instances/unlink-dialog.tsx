'use client';

import { Unlink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { disconnectInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from './focus-ids';

/** Asks before a phone is unlinked: to come back somebody has to scan again. */
export function UnlinkDialog({
  instance,
  onUnlinked,
  onClose,
}: {
  instance: InstanceView;
  onUnlinked: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.unlink');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(disconnectInstanceAction);

  const unlink = async () => {
    if (isBusy) return;
    const result = await run({ id: instance.id, logout: true });
    if (!result) return;
    onUnlinked(result.data);
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <DialogBody>
          <ProblemAlert problem={problem} className="mb-4" />
          <p className="text-muted-foreground">{t('text')}</p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="destructive" icon={<Unlink />} busy={isBusy} onClick={unlink}>
            {t('submit')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { updateInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { NameForm } from './name-form';
import { returnFocus } from './numbers-dialogs';

/** Gives a number another name. */
export function RenameDialog({
  instance,
  onRenamed,
  onClose,
}: {
  instance: InstanceView;
  onRenamed: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.rename');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(updateInstanceAction);

  const rename = async (name: string) => {
    if (isBusy) return;
    const result = await run({ id: instance.id, name });
    if (!result) return;
    onRenamed(result.data);
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onCloseAutoFocus={(event) => returnFocus(event, instance.id)}
      >
        <NameForm
          initial={instance.name}
          problem={problem}
          onSubmit={rename}
          actions={
            <>
              <Button onClick={onClose}>{common('cancel')}</Button>
              <Button variant="primary" type="submit" busy={isBusy}>
                {t('submit')}
              </Button>
            </>
          }
        />
      </DialogContent>
    </Dialog>
  );
}

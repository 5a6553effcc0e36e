'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { createInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID } from './focus-ids';
import { NameForm } from './name-form';

/** Names a new number and makes it; connecting it is the next dialog. */
export function CreateDialog({
  onCreated,
  onClose,
}: {
  onCreated: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.create');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(createInstanceAction);

  const create = async (name: string) => {
    if (isBusy) return;
    const result = await run({ name });
    if (result) onCreated(result.data);
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title')}
        description={t('text')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, CONNECT_BUTTON_ID)}
      >
        <NameForm
          problem={problem}
          note={t('note')}
          onSubmit={create}
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

'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { FormButtons } from '@/components/dialogs/form-buttons';
import { useAction } from '@/components/problem/use-action';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { updateInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from './focus-ids';
import { NameForm } from './name-form';

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
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <NameForm
          initial={instance.name}
          problem={problem}
          onSubmit={rename}
          actions={<FormButtons submit={t('submit')} isBusy={isBusy} onCancel={onClose} />}
        />
      </DialogContent>
    </Dialog>
  );
}

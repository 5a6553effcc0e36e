'use client';

import { Unlink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/dialogs/confirm-dialog';
import { useAction } from '@/components/problem/use-action';
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
  const { run, isBusy, problem } = useAction(disconnectInstanceAction);

  const unlink = async () => {
    const result = await run({ id: instance.id, logout: true });
    if (!result) return;
    onUnlinked(result.data);
    onClose();
  };

  return (
    <ConfirmDialog
      title={t('title', { name: instance.name })}
      problem={problem}
      returnTo={[menuIdOf(instance.id), CONNECT_BUTTON_ID]}
      submit={t('submit')}
      icon={<Unlink />}
      isBusy={isBusy}
      onSubmit={unlink}
      onClose={onClose}
    >
      <p className="text-muted-foreground">{t('text')}</p>
    </ConfirmDialog>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { FormButtons } from '@/components/dialogs/form-buttons';
import { useAction } from '@/components/problem/use-action';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { registerServerAction } from '@/lib/servers/actions';
import type { ServerView } from '@/lib/servers/schema';
import { type ServerDraft, toCapacity } from './check-server';
import { REGISTER_BUTTON_ID } from './focus-ids';
import { ServerForm } from './server-form';

/** Registers a server once it has answered who it is. */
export function RegisterServerDialog({
  onRegistered,
  onClose,
}: {
  onRegistered: (server: ServerView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('servers.new');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(registerServerAction);

  const register = async ({ name, url, apiKey, capacity, readsStream }: ServerDraft) => {
    if (isBusy) return;
    const key = apiKey.trim() || undefined;
    const result = await run({
      name,
      url: url.trim(),
      apiKey: key,
      capacity: toCapacity(capacity),
      readsStream,
    });
    if (!result) return;
    onRegistered(result.data);
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, REGISTER_BUTTON_ID)}
      >
        <ServerForm
          problem={problem}
          note={t('note')}
          onSubmit={register}
          actions={<FormButtons submit={t('submit')} isBusy={isBusy} onCancel={onClose} />}
        />
      </DialogContent>
    </Dialog>
  );
}

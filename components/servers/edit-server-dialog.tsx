'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { FormButtons } from '@/components/dialogs/form-buttons';
import { useAction } from '@/components/problem/use-action';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { updateServerAction } from '@/lib/servers/actions';
import type { ServerView } from '@/lib/servers/schema';
import { type ServerDraft, toCapacity } from './check-server';
import { REGISTER_BUTTON_ID, serverMenuIdOf } from './focus-ids';
import { ServerForm } from './server-form';

/** Changes a server; another key or address is tried before it is kept. */
export function EditServerDialog({
  server,
  onChanged,
  onClose,
}: {
  server: ServerView;
  onChanged: (server: ServerView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('servers.edit');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(updateServerAction);

  const save = async ({ name, url, apiKey, capacity, readsStream }: ServerDraft) => {
    if (isBusy) return;
    const key = apiKey.trim() || undefined;
    const input = {
      id: server.id,
      name,
      url: url.trim(),
      apiKey: key,
      capacity: toCapacity(capacity),
      readsStream,
    };
    const result = await run(input);
    if (!result) return;
    onChanged(result.data);
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title', { name: server.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, serverMenuIdOf(server.id), REGISTER_BUTTON_ID)}
      >
        <ServerForm
          server={server}
          problem={problem}
          note={t('note')}
          onSubmit={save}
          actions={<FormButtons submit={common('save')} isBusy={isBusy} onCancel={onClose} />}
        />
      </DialogContent>
    </Dialog>
  );
}

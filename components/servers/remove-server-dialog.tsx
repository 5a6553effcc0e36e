'use client';

import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/dialogs/confirm-dialog';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
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
  const { run, isBusy, problem } = useAction(removeServerAction);
  const isInUse = server.numbers > 0;

  const remove = async () => {
    if (!(await run({ id: server.id }))) return;
    // The card goes first: the focus must not return to a button that is about to vanish.
    await onRemoved();
    onClose();
  };

  return (
    <ConfirmDialog
      title={t('title', { name: server.name })}
      problem={problem}
      returnTo={[serverMenuIdOf(server.id), REGISTER_BUTTON_ID]}
      submit={t('submit')}
      icon={<Trash2 />}
      isBusy={isBusy}
      instead={
        isInUse && (
          <Button asChild variant="primary">
            <Link href="/whatsapp">{t('toNumbers')}</Link>
          </Button>
        )
      }
      onSubmit={remove}
      onClose={onClose}
    >
      <p className="text-muted-foreground">{isInUse ? t('inUse', { count: server.numbers }) : t('text')}</p>
    </ConfirmDialog>
  );
}

'use client';

import { Ban } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/dialogs/confirm-dialog';
import { useAction } from '@/components/problem/use-action';
import { revokeTokenAction } from '@/lib/tokens/actions';
import type { TokenView } from '@/lib/tokens/schema';
import { CREATE_BUTTON_ID, tokenMenuIdOf } from './focus-ids';

/** Asks before a program loses its access. */
export function RevokeDialog({
  token,
  onRevoked,
  onClose,
}: {
  token: TokenView;
  onRevoked: (token: TokenView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('tokens.revokeDialog');
  const { run, isBusy, problem } = useAction(revokeTokenAction);

  const revoke = async () => {
    const result = await run({ id: token.id });
    if (!result) return;
    onRevoked(result.data);
    onClose();
  };

  return (
    <ConfirmDialog
      title={t('title', { name: token.name })}
      problem={problem}
      returnTo={[tokenMenuIdOf(token.id), CREATE_BUTTON_ID]}
      submit={t('submit')}
      icon={<Ban />}
      isBusy={isBusy}
      onSubmit={revoke}
      onClose={onClose}
    >
      <p className="text-muted-foreground">{t('text')}</p>
    </ConfirmDialog>
  );
}

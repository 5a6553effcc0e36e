'use client';

import { Ban } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
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
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(revokeTokenAction);

  const revoke = async () => {
    if (isBusy) return;
    const result = await run({ id: token.id });
    if (!result) return;
    onRevoked(result.data);
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        title={t('title', { name: token.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, tokenMenuIdOf(token.id), CREATE_BUTTON_ID)}
      >
        <DialogBody>
          <ProblemAlert problem={problem} className="mb-4" />
          <p className="text-muted-foreground">{t('text')}</p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="destructive" icon={<Ban />} busy={isBusy} onClick={revoke}>
            {t('submit')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

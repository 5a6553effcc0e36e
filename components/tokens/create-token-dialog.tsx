'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { useAction } from '@/components/problem/use-action';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { createTokenAction } from '@/lib/tokens/actions';
import type { CreateTokenInput, TokenView } from '@/lib/tokens/schema';
import { CREATE_BUTTON_ID } from './focus-ids';
import { MadeToken } from './made-token';
import { TokenForm } from './token-form';

/** Makes a token, then shows it once; it asks before closing while nothing was copied. */
export function CreateTokenDialog({
  scopes,
  onCreated,
  onClose,
}: {
  scopes: readonly string[];
  onCreated: (token: TokenView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('tokens');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(createTokenAction);
  const [made, setMade] = useState<{ token: string; view: TokenView }>();
  const [hasCopied, setCopied] = useState(false);
  const [isLeaving, setLeaving] = useState(false);

  const create = async (input: CreateTokenInput) => {
    if (isBusy) return;
    const result = await run(input);
    if (!result) return;
    setMade(result.data);
    onCreated(result.data.view);
  };
  const leave = () => {
    if (made && !hasCopied && !isLeaving) setLeaving(true);
    else onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && leave()}>
      <DialogContent
        title={t(made ? 'made.title' : 'new.title')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, CREATE_BUTTON_ID)}
        onInteractOutside={(event) => made && event.preventDefault()}
      >
        {made ? (
          <MadeToken
            made={made}
            isLeaving={isLeaving}
            onCopied={() => setCopied(true)}
            onStay={() => setLeaving(false)}
            onClose={onClose}
            onLeave={leave}
          />
        ) : (
          <TokenForm scopes={scopes} problem={problem} isBusy={isBusy} onSubmit={create} onCancel={onClose} />
        )}
      </DialogContent>
    </Dialog>
  );
}

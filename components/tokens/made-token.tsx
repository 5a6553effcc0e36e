'use client';

import { EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/copy/copy-button';
import { useCopy } from '@/components/copy/use-copy';
import { Alert } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { TokenView } from '@/lib/tokens/schema';
import { ScopeChips } from './scope-chips';

/** The token, this once. */
export function MadeToken({
  made: { token, view },
  isLeaving,
  onCopied,
  onStay,
  onLeave,
  onClose,
}: {
  made: { token: string; view: TokenView };
  /** Somebody wants to close and has not copied. */
  isLeaving: boolean;
  onCopied: () => void;
  onStay: () => void;
  onLeave: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('tokens');
  const { copy, state, hasCopied } = useCopy();
  const take = async () => {
    if (await copy(token)) onCopied();
  };
  return (
    <>
      <DialogBody>
        <Alert tone="warning" icon={<EyeOff />}>
          {t.rich('made.warning', { b: (chunks) => <b className="font-medium">{chunks}</b> })}
        </Alert>
        <p className="mt-4 mb-1.5 font-medium">{t('made.of', { name: view.name })}</p>
        <div className="flex items-center gap-2 rounded-lg border border-input bg-muted p-1 pl-3 max-md:flex-col max-md:items-stretch">
          <code className="min-w-0 flex-1 select-all py-1.5 font-mono text-[13px]">{token}</code>
          <CopyButton
            variant={hasCopied ? 'outline' : 'primary'}
            isCopied={state === 'copied'}
            onClick={take}
          />
        </div>
        {state === 'refused' && <Alert className="mt-3">{t('made.copyFailed')}</Alert>}
        <dl className="mt-4 grid grid-cols-[112px_minmax(0,1fr)] gap-y-2">
          <dt className="text-muted-foreground">{t('columns.scopes')}</dt>
          <dd>
            <ScopeChips scopes={view.scopes} />
          </dd>
        </dl>
        {isLeaving && !hasCopied && (
          <Alert tone="warning" role="alert" className="mt-4">
            {t('leave.text')}
            <span className="mt-2 flex flex-wrap gap-2">
              <Button size="sm" onClick={onStay}>
                {t('leave.stay')}
              </Button>
              <Button size="sm" variant="destructive-outline" onClick={onClose}>
                {t('leave.go')}
              </Button>
            </span>
          </Alert>
        )}
      </DialogBody>
      <DialogFooter note={t('made.note')}>
        <Button onClick={onLeave}>{t('made.done')}</Button>
      </DialogFooter>
    </>
  );
}

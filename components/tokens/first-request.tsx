'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCopy } from '@/components/copy/use-copy';
import { IconButton } from '@/components/ui/icon-button';

/** A call that works as it stands, once a token is put in. */
export function FirstRequest({ appUrl }: { appUrl: string }) {
  const t = useTranslations('tokens');
  const common = useTranslations('common');
  const { copy, state } = useCopy();
  const rest = ` "${appUrl}/api/messages/conversations?status=open" \\\n  -H "Authorization: Bearer rcd_…"`;
  return (
    <section>
      <h2 className="mt-6 mb-2 text-title">{t('first')}</h2>
      <div className="relative rounded-xl bg-muted py-3 pr-12 pl-4">
        <pre className="whitespace-pre-wrap break-all font-mono text-[12px] leading-5">
          <code>
            <b className="font-semibold">curl</b>
            {rest}
          </code>
        </pre>
        <IconButton
          size="sm"
          label={state === 'copied' ? common('copied') : t('copyExample')}
          icon={state === 'copied' ? <Check /> : <Copy />}
          onClick={() => copy(`curl${rest}`)}
          className="absolute top-2 right-2"
        />
      </div>
    </section>
  );
}

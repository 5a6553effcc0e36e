'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, type ButtonProps } from '@/components/ui/button';

/** The button of a {@link useCopy}; keeps its width when it says “copied”. */
export function CopyButton({
  isCopied,
  ...props
}: Omit<ButtonProps, 'children' | 'icon'> & { isCopied: boolean }) {
  const t = useTranslations('common');
  return (
    <Button icon={isCopied ? <Check /> : <Copy />} {...props}>
      <span className="grid">
        <span className={`col-start-1 row-start-1 ${isCopied ? 'invisible' : ''}`}>{t('copy')}</span>
        <span role="status" className="col-start-1 row-start-1">
          {isCopied && t('copied')}
        </span>
      </span>
    </Button>
  );
}

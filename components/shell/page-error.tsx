'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';

/** A page that failed on the server or in the browser, for any `error.tsx`; `digest` finds the server's log line. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('errors');
  const common = useTranslations('common');
  return (
    <main id="content" className="flex h-full min-h-80">
      <ErrorState
        heading="h1"
        title={t('pageTitle')}
        text={t('pageText')}
        action={
          <Button icon={<RotateCw />} onClick={reset}>
            {common('tryAgain')}
          </Button>
        }
        request={error.digest && common('requestId', { id: error.digest })}
      />
    </main>
  );
}

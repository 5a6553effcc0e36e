'use client';

import { useTranslations } from 'next-intl';

/**
 * A page that failed on the server or in the browser, for any `error.tsx`; `digest` finds the server's log line. Plain
 * elements only: every page carries this along.
 */
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
    <main
      id="content"
      className="flex h-full min-h-80 flex-col items-center justify-center gap-1 p-6 text-center"
    >
      <h1 className="text-title">{t('pageTitle')}</h1>
      <p className="max-w-sm text-muted-foreground">{t('pageText')}</p>
      <button
        type="button"
        className="mt-4 h-8 rounded-lg border border-input bg-background px-3 font-medium hover:bg-accent"
        onClick={reset}
      >
        {common('tryAgain')}
      </button>
      {error.digest && (
        <p className="mt-3 select-all font-mono text-meta text-muted-foreground">
          {common('requestId', { id: error.digest })}
        </p>
      )}
    </main>
  );
}

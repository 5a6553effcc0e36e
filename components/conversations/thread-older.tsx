import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { noteAction } from '../messages/bubble-frame';
import type { ThreadEntry } from '../messages/thread-cache';

/** Over the thread's top, so that nothing moves: earlier messages are on their way, or did not come. */
export function ThreadOlder({ older, onRetry }: { older: ThreadEntry['older']; onRetry: () => void }) {
  const t = useTranslations('conversations.thread');
  if (older === 'idle') return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 flex justify-center">
      <div
        role="status"
        className="surface-float pointer-events-auto flex items-center gap-2 px-3 py-1.5 text-meta text-muted-foreground"
      >
        {older === 'loading' ? (
          <>
            <LoaderCircle aria-hidden="true" className="icon-14 animate-spin" />
            {t('loadingOlder')}
          </>
        ) : (
          <>
            {t('olderFailed')}
            <button type="button" onClick={onRetry} className={noteAction}>
              {t('retry')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

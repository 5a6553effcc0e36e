import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/lib/utils';
import { noteAction } from '../messages/bubble-frame';
import type { ThreadEntry } from '../messages/thread-cache';

type Props = { end: 'older' | 'newer'; reading: ThreadEntry['older']; onRetry: () => void };

/** Over one end of the thread, so that nothing moves: what follows there is on its way, or did not come. */
export function ThreadMore({ end, reading, onRetry }: Props) {
  const t = useTranslations('conversations.thread');
  if (reading === 'idle') return null;
  return (
    <div
      className={cn(
        'pointer-events-none absolute inset-x-0 flex justify-center',
        end === 'older' ? 'top-2' : 'bottom-4',
      )}
    >
      <div
        role="status"
        className="surface-float pointer-events-auto flex items-center gap-2 px-3 py-1.5 text-meta text-muted-foreground"
      >
        {reading === 'loading' ? (
          <>
            <LoaderCircle aria-hidden="true" className="icon-14 animate-spin" />
            {t(end === 'older' ? 'loadingOlder' : 'loadingNewer')}
          </>
        ) : (
          <>
            {t(end === 'older' ? 'olderFailed' : 'newerFailed')}
            <button type="button" onClick={onRetry} className={noteAction}>
              {t('retry')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageStatus } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { useClock } from './clock';
import { Tick } from './tick';

export type BubbleLook = {
  isOurs: boolean;
  startsGroup: boolean;
  isFailed?: boolean;
  isLarge?: boolean;
  isVisual?: boolean;
  /** Words below a picture. */
  hasCaption?: boolean;
  isSound?: boolean;
};

/** The shape of a bubble: a corner of 3 at the outer top of a group's first, a hairline inside theirs. */
export function BubbleFrame({
  look,
  head,
  meta,
  children,
}: {
  look: BubbleLook;
  /** Above the text: who wrote it, what it answers. */
  head?: ReactNode;
  meta: ReactNode;
  children: ReactNode;
}) {
  const { isOurs, startsGroup, isFailed, isLarge, isVisual, hasCaption, isSound } = look;
  if (isLarge)
    return (
      <div className={cn('flex flex-col', isOurs ? 'items-end' : 'items-start')}>
        {head}
        <span className="text-[40px] leading-12">{children}</span>
        <span className="inline-flex text-muted-foreground">{meta}</span>
      </div>
    );
  return (
    <div
      className={cn(
        'flow-root min-w-0 rounded-xl',
        isVisual ? (hasCaption ? 'px-3 pt-1 pb-2' : 'p-1') : 'px-3 py-2',
        isOurs
          ? 'bg-bubble-out text-bubble-out-foreground'
          : 'bg-bubble-in text-bubble-in-foreground inset-ring inset-ring-bubble-in-border',
        startsGroup && (isOurs ? 'rounded-tr-[3px]' : 'rounded-tl-[3px]'),
        isFailed && 'inset-ring inset-ring-destructive-border',
      )}
    >
      {isVisual ? <div className={cn('pt-1 empty:hidden', !hasCaption && 'px-2')}>{head}</div> : head}
      {children}
      <span
        className={cn(
          'float-right ml-3 inline-flex',
          // Beside the player's own times.
          isSound ? '-mt-4' : 'mt-1',
          isVisual && !hasCaption && 'mr-2 mb-0.5',
          isOurs ? 'text-bubble-out-muted' : 'text-bubble-in-muted',
        )}
      >
        {meta}
      </span>
    </div>
  );
}

/** Time and mark at the lower right of a bubble. `marks` stand before the time (“editada”). */
export function BubbleMeta({
  sentAt,
  status,
  marks,
}: {
  sentAt: string;
  status?: MessageStatus;
  marks?: ReactNode;
}) {
  const t = useTranslations('conversations.thread');
  const { times } = useClock();
  return (
    <span className="inline-flex items-center gap-1 text-[11px] tabular-nums leading-4">
      {marks}
      <time dateTime={sentAt}>{times.clock(sentAt)}</time>
      {status === 'checking' ? (
        <span data-tick="checking" className="inline-flex items-center gap-[3px] font-medium">
          <RefreshCw aria-hidden="true" className="icon-12" />
          {t('checking')}
        </span>
      ) : (
        status && <Tick status={status} />
      )}
    </span>
  );
}

/** The line below a bubble: a reassurance, or in red a reason and its verbs. */
export function BubbleNote({ isBad = false, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <div
      className={cn(
        'mx-1 mt-1 mb-1.5 flex flex-wrap items-center justify-end gap-x-2 text-right text-meta',
        isBad ? 'text-destructive' : 'text-muted-foreground',
      )}
    >
      {children}
    </div>
  );
}

/** A verb in a {@link BubbleNote}. */
export const noteAction = 'link whitespace-nowrap font-semibold max-md:py-2.5';

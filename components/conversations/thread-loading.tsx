import { useTranslations } from 'next-intl';
import { cn } from '@/lib/utils';
import { Loading, Skeleton } from '../ui/skeleton';

const bubbles = [
  ['w-52', 'h-9', false],
  ['w-36', 'h-9', false],
  ['w-48', 'h-14', true],
  ['w-32', 'h-9', true],
  ['w-44', 'h-9', false],
] as const;

/** A conversation that is not here yet: bubbles on both sides, at the end where the text will be. */
export function ThreadLoading() {
  const t = useTranslations('conversations.thread');
  return (
    <Loading label={t('loading')} className="flex min-h-0 flex-1 flex-col">
      <div className="h-14 shrink-0 border-b bg-background" />
      <div className="flex min-h-0 flex-1 flex-col justify-end gap-1 overflow-hidden px-6 pb-30 narrow:px-3">
        {bubbles.map(([width, height, isOurs], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change
          <Skeleton key={index} className={cn('rounded-xl', width, height, isOurs && 'self-end')} />
        ))}
      </div>
    </Loading>
  );
}

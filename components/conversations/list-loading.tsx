import { useTranslations } from 'next-intl';
import { Loading, Skeleton } from '../ui/skeleton';

const rows = [
  ['w-24', 'w-40'],
  ['w-32', 'w-36'],
  ['w-20', 'w-44'],
  ['w-28', 'w-32'],
  ['w-24', 'w-40'],
  ['w-32', 'w-36'],
] as const;

/** Rows that are not here yet, as high as they will be. */
export function ListLoading() {
  const t = useTranslations('conversations');
  return (
    <Loading label={t('loadingList')} className="min-h-0 flex-1 overflow-hidden">
      {rows.map(([name, preview], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <div key={index} className="flex h-18 items-center gap-3 px-3 narrow:h-19 narrow:px-4">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className={`h-2.5 ${name}`} />
            <Skeleton className={`h-2.5 ${preview}`} />
            <Skeleton className="h-2 w-12" />
          </div>
        </div>
      ))}
    </Loading>
  );
}

'use client';

import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useClock } from '@/components/time/use-clock';
import { ProgressRing } from '@/components/ui/progress-ring';
import { Skeleton } from '@/components/ui/skeleton';
import { cn } from '@/lib/utils';
import type { Subject } from './door';
import { type ShownQr, useQr } from './use-qr';

/** The code to scan, with what is left of its life; it renews itself. White in both modes: cameras need it. */
export function QrPanel({ instance }: { instance: Subject }) {
  const t = useTranslations('instances.connect');
  const qr = useQr();
  return (
    <div className="flex flex-col items-center">
      <div className="grid size-70 place-items-center overflow-hidden rounded-xl border bg-white">
        {qr ? (
          <Picture qr={qr} name={instance.name} />
        ) : (
          <Skeleton className="size-60 rounded-lg bg-black/8" />
        )}
      </div>
      <div className="mt-3 flex min-h-5 items-center gap-2 tabular-nums">
        {qr ? <Countdown qr={qr} /> : <Renewing />}
      </div>
      <p className="mt-0.5 text-center text-meta text-muted-foreground">{t('renews')}</p>
    </div>
  );
}

function Picture({ qr, name }: { qr: ShownQr; name: string }) {
  const t = useTranslations('instances.connect');
  const isOver = useClock(1000).getTime() > qr.endsAt;
  return (
    // biome-ignore lint/performance/noImgElement: a data URL of a code that lives for seconds
    <img
      src={qr.image}
      alt={t('qrAlt', { name })}
      className={cn(
        'size-full transition-opacity [image-rendering:pixelated] dark:filter-none',
        isOver && 'opacity-20',
      )}
    />
  );
}

function Countdown({ qr }: { qr: ShownQr }) {
  const t = useTranslations('instances.connect');
  const left = Math.max(0, qr.endsAt - useClock(1000).getTime());
  if (left === 0) return <Renewing />;
  const seconds = Math.floor(left / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <>
      <ProgressRing value={left / Math.max(qr.lifeMs, 1)} />
      <span>{t.rich('newIn', { time, b: (chunks) => <b className="font-semibold">{chunks}</b> })}</span>
    </>
  );
}

function Renewing() {
  const t = useTranslations('instances.connect');
  return (
    <>
      <LoaderCircle aria-hidden="true" className="icon-16 animate-spin text-muted-foreground" />
      <span>{t('renewing')}</span>
    </>
  );
}

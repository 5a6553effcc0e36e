'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { restartInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { PhoneSteps } from './phone-steps';

/** WAHA's own start takes up to 15 s; after this long something may be stuck. */
const SLOW_MS = 40_000;

/** Nothing to do yet: the number starts, or WhatsApp finishes what the scan began. What comes has its place. */
export function WaitPane({
  id,
  stage,
  onChange,
  onClose,
}: {
  id: string;
  stage: 'starting' | 'linking';
  onChange: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.connect');
  const isSlow = useIsSlow();
  const { run, isBusy, problem } = useAction(restartInstanceAction);
  const restart = async () => {
    const result = await run({ id });
    if (result) onChange(result.data);
  };

  return (
    <>
      <DialogBody>
        <div className="grid min-h-83.5 grid-cols-[minmax(0,1fr)_280px] items-start gap-8 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-6">
          <div>
            <h3 className="text-title">{t(`${stage}Title`)}</h3>
            <p className="mt-1 mb-4 text-muted-foreground">{t(isSlow ? 'slow' : `${stage}Text`)}</p>
            <ProblemAlert problem={problem} className="mb-4" />
            {stage === 'starting' && <PhoneSteps way="qr" />}
          </div>
          <div className="flex flex-col items-center max-md:order-first">
            <div className="grid size-70 place-items-center rounded-xl border bg-white">
              <Skeleton className="size-60 rounded-lg bg-black/8" />
            </div>
          </div>
        </div>
      </DialogBody>
      <DialogFooter note={t('foot')}>
        {isSlow && (
          <Button icon={<RotateCw />} busy={isBusy} onClick={restart}>
            {t('retry')}
          </Button>
        )}
        <Button onClick={onClose}>{t('close')}</Button>
      </DialogFooter>
    </>
  );
}

function useIsSlow(): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), SLOW_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return isSlow;
}

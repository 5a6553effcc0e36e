'use client';

import { LoaderCircle, RotateCw } from 'lucide-react';
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

  const words = { title: t(`${stage}Title`), text: t(isSlow ? 'slow' : `${stage}Text`) };
  return (
    <>
      <DialogBody>
        <ProblemAlert problem={problem} className="mb-4" />
        {stage === 'starting' ? <Starting {...words} /> : <Linking {...words} />}
      </DialogBody>
      <DialogFooter note={stage === 'starting' && t('foot')}>
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

type Words = { title: string; text: string };

function Starting({ title, text }: Words) {
  return (
    <div className="grid min-h-83.5 grid-cols-[minmax(0,1fr)_280px] items-start gap-8 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-6">
      <div>
        <h3 className="text-title">{title}</h3>
        <p className="mt-1 mb-4 text-muted-foreground">{text}</p>
        <PhoneSteps way="qr" />
      </div>
      <div className="grid size-70 place-items-center justify-self-center rounded-xl border bg-white max-md:order-first">
        <Skeleton className="size-60 rounded-lg bg-black/8" />
      </div>
    </div>
  );
}

function Linking({ title, text }: Words) {
  return (
    <div className="flex min-h-83.5 flex-col items-center justify-center text-center max-md:min-h-0 max-md:py-12">
      <span className="mb-4 grid size-16 place-items-center rounded-full bg-muted text-muted-foreground">
        <LoaderCircle aria-hidden="true" className="icon-24 animate-spin" />
      </span>
      <h3 className="text-title">{title}</h3>
      <p className="mt-1 max-w-90 text-balance text-muted-foreground">{text}</p>
    </div>
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

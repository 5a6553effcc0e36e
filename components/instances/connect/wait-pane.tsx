'use client';

import { LoaderCircle, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { type ConnectDoor, useDoor } from './door';
import { PhoneSteps } from './phone-steps';

/** WAHA's own start takes up to 15 s; after this long something may be stuck. */
const SLOW_MS = 40_000;

/** Nothing to do yet: the number starts, or WhatsApp finishes what the scan began. What comes has its place. */
export function WaitPane({ stage, onClose }: { stage: 'starting' | 'linking'; onClose?: () => void }) {
  const t = useTranslations('instances.connect');
  const isSlow = useIsSlow();
  const { staff } = useDoor();

  const words = { title: t(`${stage}Title`), text: t(isSlow && staff ? 'slow' : `${stage}Text`) };
  return (
    <>
      <DialogBody>{stage === 'starting' ? <Starting {...words} /> : <Linking {...words} />}</DialogBody>
      <DialogFooter note={stage === 'starting' && t(staff ? 'foot' : 'guestFoot')}>
        {isSlow && staff && <Restart restart={staff.restart} />}
        {onClose && <Button onClick={onClose}>{t('close')}</Button>}
      </DialogFooter>
    </>
  );
}

function Restart({ restart }: { restart: ConnectDoor['connect'] }) {
  const t = useTranslations('instances.connect');
  const { run, isBusy, problem } = useAction(restart);
  return (
    <>
      <ProblemAlert problem={problem} className="basis-full" />
      <Button icon={<RotateCw />} busy={isBusy} onClick={() => run(undefined)}>
        {t('retry')}
      </Button>
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

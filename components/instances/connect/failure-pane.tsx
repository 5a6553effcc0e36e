'use client';

import {
  Ban,
  CircleSlash,
  Clock,
  KeyRound,
  RotateCw,
  ServerOff,
  Smartphone,
  Unlink,
  WifiOff,
} from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ShownProblem } from '@/components/problem/problem';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { type Subject, useDoor } from './door';
import type { Failure } from './stage';
import type { useConnecting } from './use-connecting';

type Trouble = Failure | 'passkey' | 'passkeyConfirm';
type LineKey = 'one' | 'two' | 'three' | 'guest';

const TROUBLES: Record<
  Trouble,
  {
    icon: ReactNode;
    lines: readonly LineKey[];
    /** For who has no way to WAHA. */
    guestLines?: readonly LineKey[];
    way: 'retry' | 'unlink' | 'wait';
  }
> = {
  away: { icon: <ServerOff />, lines: ['one', 'two'], way: 'wait' },
  offline: { icon: <WifiOff />, lines: ['one', 'two'], way: 'wait' },
  keyRefused: { icon: <KeyRound />, lines: ['one', 'two'], way: 'wait' },
  unfit: { icon: <ServerOff />, lines: ['one', 'two'], way: 'retry' },
  expired: { icon: <Clock />, lines: ['one', 'two', 'three'], way: 'retry' },
  refused: { icon: <Smartphone />, lines: ['one', 'two', 'three'], way: 'retry' },
  stale: { icon: <Unlink />, lines: ['one', 'two', 'three'], way: 'unlink' },
  stopped: { icon: <CircleSlash />, lines: ['one', 'two'], way: 'retry' },
  gone: { icon: <Ban />, lines: ['one', 'two'], way: 'wait' },
  refusedAction: { icon: <Ban />, lines: ['one', 'two'], way: 'retry' },
  passkey: {
    icon: <KeyRound />,
    lines: ['one', 'two', 'three'],
    guestLines: ['guest', 'two', 'three'],
    way: 'wait',
  },
  passkeyConfirm: {
    icon: <KeyRound />,
    lines: ['one', 'two', 'three'],
    guestLines: ['one', 'guest', 'three'],
    way: 'wait',
  },
};

/** What happened, what to do in numbered lines, the way out, and the technical words folded below. */
export function FailurePane({
  stage,
  instance,
  connecting,
  onClose,
}: {
  stage: Trouble;
  instance: Subject;
  connecting: ReturnType<typeof useConnecting>;
  onClose?: () => void;
}) {
  const t = useTranslations('instances.connect');
  const { staff } = useDoor();
  const { icon, lines, guestLines = lines, way } = TROUBLES[stage];
  return (
    <>
      <DialogBody>
        <div className="grid min-h-60 grid-cols-[40px_minmax(0,1fr)] content-start gap-4 pt-2">
          <span className="grid size-10 place-items-center rounded-xl bg-warning-soft text-warning [&>svg]:icon-20">
            {icon}
          </span>
          <div>
            <h3 className="text-title">{t(`${stage}.title`)}</h3>
            <p className="mt-1 text-muted-foreground">
              {stage === 'refusedAction' ? connecting.problem?.detail : t(`${stage}.text`)}
            </p>
            <Lines stage={stage} lines={staff ? lines : guestLines} />
            <Technical instance={instance} problem={connecting.problem} />
          </div>
        </div>
      </DialogBody>
      <DialogFooter note={!staff && t('guestFoot')}>
        {onClose && <Button onClick={onClose}>{t('close')}</Button>}
        {way === 'unlink' && (
          <>
            <Button icon={<RotateCw />} onClick={connecting.retry}>
              {t('retry')}
            </Button>
            <Button variant="primary" icon={<Unlink />} onClick={connecting.unlink}>
              {t('freshCode')}
            </Button>
          </>
        )}
        {way === 'retry' && (
          <Button variant="primary" icon={<RotateCw />} onClick={connecting.retry}>
            {t('retry')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function Lines({ stage, lines }: { stage: Trouble; lines: readonly LineKey[] }) {
  const t = useTranslations('instances.connect');
  // Not every trouble has every line, which the types of the messages can't know.
  const rich = t.rich as unknown as (key: string, values: object) => ReactNode;
  const b = (chunks: ReactNode) => <b className="font-semibold">{chunks}</b>;
  return (
    <ol className="mt-3 flex flex-col gap-2">
      {lines.map((line, index) => (
        <li key={line} className="flex gap-2.5">
          <span className="grid size-5 shrink-0 place-items-center rounded-full bg-secondary font-semibold text-[11px]">
            {index + 1}
          </span>
          <span>{rich(`${stage}.${line}`, { b })}</span>
        </li>
      ))}
    </ol>
  );
}

function Technical({ instance, problem }: { instance: Subject; problem?: ShownProblem }) {
  const t = useTranslations('instances.connect');
  const format = useFormatter();
  const parts = [
    format.dateTime(new Date(instance.statusAt), { dateStyle: 'short', timeStyle: 'medium' }),
    instance.status,
    problem?.code,
    instance.health.lastError,
    problem?.requestId,
  ];
  return (
    <details className="mt-4 text-meta text-muted-foreground">
      <summary className="w-fit py-1">{t('details')}</summary>
      <code className="mt-1 block select-all rounded-lg bg-muted px-2.5 py-2 font-mono">
        {parts.filter(Boolean).join(' · ')}
      </code>
    </details>
  );
}

'use client';

import { KeyRound, Power, QrCode, RotateCw, ServerOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useAge } from '@/components/time/ago';
import { Button } from '@/components/ui/button';
import type { InstanceView } from '@/lib/instances/schema';
import { cn } from '@/lib/utils';
import type { TodayCounts } from './number-card';
import { type NumberState, stateOf } from './number-state';
import type { NumberCommands } from './use-number-commands';

type Verb = {
  label: 'reconnect' | 'rescan' | 'newCode' | 'showCode' | 'connect' | 'start' | 'restart' | 'details';
  icon: ReactNode;
  opens: boolean;
};

const VERBS: Partial<Record<NumberState, Verb>> = {
  loggedOut: { label: 'reconnect', icon: <QrCode />, opens: true },
  expired: { label: 'newCode', icon: <QrCode />, opens: true },
  relink: { label: 'rescan', icon: <QrCode />, opens: true },
  passkey: { label: 'details', icon: <KeyRound />, opens: true },
  passkeyConfirm: { label: 'details', icon: <KeyRound />, opens: true },
  unfit: { label: 'details', icon: <ServerOff />, opens: true },
  silent: { label: 'restart', icon: <RotateCw />, opens: false },
  broken: { label: 'restart', icon: <RotateCw />, opens: false },
  scan: { label: 'showCode', icon: <QrCode />, opens: true },
  stopped: { label: 'start', icon: <Power />, opens: false },
  new: { label: 'connect', icon: <QrCode />, opens: true },
};

/** The foot of a card: the way out when there is one, else what the number did today. */
export function NumberCardFoot({
  instance,
  today,
  commands,
  isNext,
}: {
  instance: InstanceView;
  today?: TodayCounts;
  commands?: NumberCommands;
  isNext: boolean;
}) {
  const t = useTranslations('instances');
  const state = stateOf(instance);
  const verb = commands && VERBS[state];
  return (
    <footer className="-mx-4 flex h-12 items-center justify-between gap-2 border-t px-4 text-meta text-muted-foreground tabular-nums">
      {verb ? (
        <Button
          size="sm"
          variant={isNext ? 'primary' : 'outline'}
          icon={verb.icon}
          className={cn('max-md:h-9 [&>svg]:icon-14', !isNext && 'text-foreground')}
          busy={commands.busyId === instance.id}
          onClick={() => act(verb, state, instance, commands)}
        >
          {t(`act.${verb.label}`)}
        </Button>
      ) : (
        <Today counts={today} />
      )}
      <Aside instance={instance} state={state} hasVerb={verb !== undefined} />
    </footer>
  );
}

function act(verb: Verb, state: NumberState, instance: InstanceView, commands: NumberCommands) {
  if (verb.opens) commands.open({ kind: 'connect', id: instance.id });
  else if (state === 'silent' || state === 'broken') commands.restart(instance.id);
  else commands.start(instance.id);
}

function Today({ counts }: { counts?: TodayCounts }) {
  const t = useTranslations('instances');
  if (!counts) return <span />;
  const b = (chunks: ReactNode) => <b className="font-medium text-foreground">{chunks}</b>;
  return <span>{t.rich('today', { ...counts, b })}</span>;
}

function Aside({
  instance,
  state,
  hasVerb,
}: {
  instance: InstanceView;
  state: NumberState;
  hasVerb: boolean;
}) {
  const t = useTranslations('instances');
  if (state === 'scan') return <span>{t('renewsItself')}</span>;
  if (hasVerb && instance.health.lastEventAt) return <LastEvent at={instance.health.lastEventAt} />;
  return null;
}

function LastEvent({ at }: { at: string }) {
  const t = useTranslations('instances');
  return <span className="truncate">{t('lastEvent', { when: useAge(at) })}</span>;
}

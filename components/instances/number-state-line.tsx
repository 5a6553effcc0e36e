'use client';

import {
  Activity,
  CircleCheck,
  CirclePause,
  CirclePlus,
  KeyRound,
  LoaderCircle,
  type LucideIcon,
  QrCode,
  RefreshCw,
  ServerOff,
  TriangleAlert,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Ago } from '@/components/time/ago';
import { StateLine } from '@/components/ui/badge';
import type { InstanceView } from '@/lib/instances/schema';
import { cn } from '@/lib/utils';
import { type NumberState, stateOf } from './number-state';

type Look = { tone: 'ok' | 'warning' | 'off'; icon: LucideIcon };

const LOOKS: Record<NumberState, Look> = {
  loggedOut: { tone: 'warning', icon: TriangleAlert },
  expired: { tone: 'warning', icon: TriangleAlert },
  relink: { tone: 'warning', icon: TriangleAlert },
  passkey: { tone: 'warning', icon: KeyRound },
  passkeyConfirm: { tone: 'warning', icon: KeyRound },
  unfit: { tone: 'warning', icon: ServerOff },
  silent: { tone: 'warning', icon: Activity },
  recovering: { tone: 'off', icon: RefreshCw },
  noNetwork: { tone: 'warning', icon: TriangleAlert },
  away: { tone: 'warning', icon: TriangleAlert },
  broken: { tone: 'warning', icon: TriangleAlert },
  working: { tone: 'ok', icon: CircleCheck },
  scan: { tone: 'warning', icon: QrCode },
  starting: { tone: 'off', icon: LoaderCircle },
  stopping: { tone: 'off', icon: LoaderCircle },
  stopped: { tone: 'off', icon: CirclePause },
  new: { tone: 'off', icon: CirclePlus },
};

const INKS = { ok: 'text-success', warning: 'text-warning', off: 'text-muted-foreground' };

/** The sign of a number's state, 16; decoration: its word stands beside it. */
export function NumberStateIcon({ state }: { state: NumberState }) {
  const { icon: Icon, tone } = LOOKS[state];
  const turns = state === 'starting' || state === 'stopping';
  return (
    <Icon
      aria-hidden="true"
      className={`icon-16 ${INKS[tone]} ${turns ? 'animate-spin [animation-duration:1.6s]' : ''}`}
    />
  );
}

/** A number's state in words, and since when. */
export function NumberStateLine({
  instance,
  className = 'mt-4',
}: {
  instance: InstanceView;
  className?: string;
}) {
  const t = useTranslations('instances.state');
  const state = stateOf(instance);
  return (
    <p className={cn('flex flex-wrap items-center gap-x-1.5', className)}>
      <StateLine tone={LOOKS[state].tone} icon={<NumberStateIcon state={state} />}>
        {t(state)}
      </StateLine>
      <Ago at={instance.statusAt} mode="for" className="text-meta text-muted-foreground" />
    </p>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ConnectPanes } from '@/components/instances/connect/connect-panes';
import { DoorProvider, type Subject } from '@/components/instances/connect/door';
import { RealtimeProvider } from '@/components/realtime/realtime-provider';
import { useClock } from '@/components/time/use-clock';
import { Card } from '@/components/ui/card';
import type { GuestNumber, GuestStatus } from '@/lib/links/schema';
import { guestDoor } from './guest-door';
import { LinkOver } from './link-over';

/** The connect dialog as a page, for who holds the phone: this number, and nothing else of the organization. */
export function GuestConnect({
  id,
  number,
  secondsLeft,
}: {
  id: string;
  number: GuestNumber;
  secondsLeft: number;
}) {
  const t = useTranslations('instances.connect');
  const [status, setStatus] = useState<GuestStatus>({ state: 'yours', number });
  const door = useMemo(() => guestDoor(id, setStatus), [id]);
  if (status.state !== 'yours') return <LinkOver state={status.state} name={number.name} />;
  return (
    <Card aria-labelledby="guest-title" className="flex min-h-0 flex-col overflow-hidden">
      <header className="flex items-baseline gap-3 px-6 pt-4 pb-3 max-md:px-4">
        <h1 id="guest-title" className="min-w-0 flex-1 text-title">
          {t('title', { name: number.name })}
        </h1>
        <TimeLeft secondsLeft={secondsLeft} />
      </header>
      <RealtimeProvider session={null}>
        <DoorProvider door={door}>
          <ConnectPanes instance={subjectOf(status.number)} done={null} />
        </DoorProvider>
      </RealtimeProvider>
    </Card>
  );
}

function TimeLeft({ secondsLeft }: { secondsLeft: number }) {
  const t = useTranslations('links.guest');
  const [endsAt] = useState(() => Date.now() + secondsLeft * 1000);
  const minutes = Math.max(1, Math.ceil((endsAt - useClock(5_000).getTime()) / 60_000));
  return (
    <span suppressHydrationWarning className="shrink-0 text-meta text-muted-foreground tabular-nums">
      {t('minutesLeft', { minutes })}
    </span>
  );
}

const subjectOf = ({ lastError, ...number }: GuestNumber): Subject => ({
  ...number,
  phoneNumber: null,
  pushName: null,
  connectedAt: null,
  health: { state: 'ok', lastEventAt: null, lastError },
});

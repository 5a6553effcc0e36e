'use client';

import { useTranslations } from 'next-intl';
import { formatPhone } from '@/components/conversations/phone';
import { useAge } from '@/components/time/ago';
import { Avatar } from '@/components/ui/avatar';
import { Card } from '@/components/ui/card';
import type { InstanceView } from '@/lib/instances/schema';
import type { Uptime } from '@/lib/watchdog/schema';
import { ImportProgress } from './import-progress';
import { NumberCardFoot } from './number-card-foot';
import { NumberLimits } from './number-limits';
import { NumberMenu } from './number-menu';
import { needsYou, stateOf } from './number-state';
import { NumberStateLine } from './number-state-line';
import { UptimeStrip } from './uptime-strip';
import type { NumberCommands } from './use-number-commands';

/** What came and went today through one number. */
export type TodayCounts = { received: number; sent: number };

/** One number: who it is, its state in words, what to do, and what it did today. */
export function NumberCard({
  instance,
  today,
  uptime,
  commands,
  canMove,
  isNext,
}: {
  instance: InstanceView;
  today?: TodayCounts;
  /** Its last 24 hours; absent where nothing is known yet. */
  uptime?: Uptime;
  /** Absent for who may only look. */
  commands?: NumberCommands;
  /** There is another server where it could be. */
  canMove: boolean;
  /** The one thing to do now on this page: its button is the green one. */
  isNext: boolean;
}) {
  const t = useTranslations('instances');
  return (
    <Card
      attention={needsYou(instance)}
      aria-labelledby={`number-${instance.id}`}
      className="flex flex-col px-4 pt-4"
    >
      <div className="-mr-2 flex items-center gap-3">
        <Avatar id={instance.id} name={instance.name} />
        <div className="min-w-0 flex-1">
          <h2 id={`number-${instance.id}`} className="truncate font-semibold">
            {instance.name}
          </h2>
          <p className="truncate text-meta text-muted-foreground tabular-nums">
            {instance.phoneNumber ? formatPhone(instance.phoneNumber) : t('noNumber')}
          </p>
        </div>
        {commands && <NumberMenu instance={instance} commands={commands} canMove={canMove} />}
      </div>
      <NumberStateLine instance={instance} />
      <p className="mt-1 mb-3 text-muted-foreground md:min-h-10">
        <Sentence instance={instance} />
      </p>
      <ImportProgress historyImport={instance.historyImport} />
      <NumberLimits instance={instance} />
      <div className="mt-auto">
        <UptimeStrip uptime={uptime} />
      </div>
      <NumberCardFoot instance={instance} today={today} commands={commands} isNext={isNext} />
    </Card>
  );
}

function Sentence({ instance }: { instance: InstanceView }) {
  const t = useTranslations('instances');
  const state = stateOf(instance);
  if (state === 'working' && instance.health.lastError === 'no_history') return t('say.noHistory');
  if (state === 'working')
    return (
      <>
        {t('say.working')} <LastEvent at={instance.health.lastEventAt} />
      </>
    );
  const { lastError } = instance.health;
  if (state === 'starting' && lastError === 'key_refused') return t('say.startingKey');
  if (state === 'starting' && lastError === 'server_away') return t('say.startingAway');
  if (state === 'silent' && instance.health.state === 'down') return t('say.silentDown');
  return t(`say.${state}`);
}

function LastEvent({ at }: { at: string | null }) {
  const t = useTranslations('instances');
  return at ? <LastEventAt at={at} /> : `${t('noEvent')}.`;
}

function LastEventAt({ at }: { at: string }) {
  const t = useTranslations('instances');
  return `${t('lastEvent', { when: useAge(at) })}.`;
}

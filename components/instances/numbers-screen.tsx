'use client';

import { Plus, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { Page, PageBody, PageHeader } from '@/components/shell/page';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { InstanceView } from '@/lib/instances/schema';
import type { ServerView } from '@/lib/servers/schema';
import type { Uptime } from '@/lib/watchdog/schema';
import { CONNECT_BUTTON_ID } from './focus-ids';
import { NumberCard, type TodayCounts } from './number-card';
import { inOrder, needsYou } from './number-state';
import { NumbersDialogs } from './numbers-dialogs';
import { NumbersSummary } from './numbers-summary';
import { useInstances } from './use-instances';
import { type NumberDialog, useNumberCommands } from './use-number-commands';

/** The page of numbers: live cards in the order of who needs somebody, and everything one can do with them. */
export function NumbersScreen({
  initial,
  today,
  uptimes,
  servers,
  canWrite,
  canConverse,
  firstDialog,
}: {
  initial: InstanceView[];
  /** By number; absent where the person may not see conversations. */
  today?: Record<string, TodayCounts>;
  uptimes: Record<string, Uptime>;
  /** Where numbers can be. */
  servers: readonly ServerView[];
  canWrite: boolean;
  canConverse: boolean;
  /** Opened at once, for links that lead here with something to do. */
  firstDialog?: NumberDialog;
}) {
  const t = useTranslations('instances');
  const { instances = initial, change, isPolling } = useInstances(initial);
  const commands = useNumberCommands(change.put, canWrite ? firstDialog : undefined);
  const ordered = inOrder(instances);
  const next = canWrite ? ordered.find(needsYou) : undefined;
  const zero = { received: 0, sent: 0 };

  return (
    <Page>
      <PageHeader title={t('title')}>
        {canWrite && ordered.length > 0 && (
          <ConnectNumber isPrimary={!next} onClick={() => commands.open({ kind: 'create' })} />
        )}
      </PageHeader>
      <PageBody className="flex flex-col">
        <ProblemAlert problem={commands.problem} className="mb-4 shrink-0" />
        {ordered.length === 0 ? (
          <Empty onConnect={canWrite ? () => commands.open({ kind: 'create' }) : undefined} />
        ) : (
          <>
            <NumbersSummary instances={ordered} isPolling={isPolling} />
            <div className="grid grid-cols-[repeat(auto-fill,minmax(320px,1fr))] gap-4 narrow:grid-cols-[minmax(0,1fr)]">
              {ordered.map((instance) => (
                <NumberCard
                  key={instance.id}
                  instance={instance}
                  today={today && (today[instance.id] ?? zero)}
                  uptime={uptimes[instance.id]}
                  commands={canWrite ? commands : undefined}
                  canMove={servers.length > 1}
                  isNext={instance.id === next?.id}
                />
              ))}
            </div>
          </>
        )}
      </PageBody>
      {canWrite && (
        <NumbersDialogs
          instances={instances}
          servers={servers}
          change={change}
          commands={commands}
          canConverse={canConverse}
        />
      )}
    </Page>
  );
}

function ConnectNumber({ isPrimary, onClick }: { isPrimary: boolean; onClick: () => void }) {
  const t = useTranslations('instances');
  return (
    <Button
      id={CONNECT_BUTTON_ID}
      variant={isPrimary ? 'primary' : 'outline'}
      icon={<Plus />}
      onClick={onClick}
    >
      {t('connectNumber')}
    </Button>
  );
}

function Empty({ onConnect }: { onConnect?: () => void }) {
  const t = useTranslations('instances');
  return (
    <EmptyState
      icon={<Smartphone />}
      title={t('empty.title')}
      text={t(onConnect ? 'empty.text' : 'empty.viewerText')}
      action={onConnect && <ConnectNumber isPrimary onClick={onConnect} />}
    />
  );
}

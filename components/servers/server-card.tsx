'use client';

import { useTranslations } from 'next-intl';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Ago } from '@/components/time/ago';
import { Chip } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { checkServerAction } from '@/lib/servers/actions';
import type { ServerView } from '@/lib/servers/schema';
import { cn } from '@/lib/utils';
import { ServerLoad } from './server-load';
import { ServerMenu } from './server-menu';
import { ServerStateLine } from './server-state';
import type { ServerDialog } from './servers-screen';

/** It can't be used as it is. */
export const needsSomebody = ({ health: { state } }: ServerView): boolean =>
  state !== 'ok' && state !== 'unknown';

/** One server: how it is, what runs on it, and what there is to do about it. */
export function ServerCard({
  server,
  canManage,
  onOpen,
  onChecked,
}: {
  server: ServerView;
  canManage: boolean;
  onOpen: (dialog: ServerDialog) => void;
  onChecked: (server: ServerView) => void;
}) {
  const t = useTranslations('servers');
  const { run, isBusy, problem } = useAction(checkServerAction);
  const { state, checkedAt } = server.health;
  const check = async () => {
    const result = isBusy ? undefined : await run({ id: server.id });
    if (result) onChecked(result.data);
  };

  return (
    <Card attention={needsSomebody(server) || server.webhookFault !== null} aria-busy={isBusy}>
      <header className="flex items-start gap-2 p-4 pb-0">
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-center gap-2">
            <h3 className="truncate font-semibold">{server.isShared ? t('shared.name') : server.name}</h3>
            {server.isShared && <Chip>{t('shared.chip')}</Chip>}
          </div>
          {(server.isShared || server.url) && (
            <p className="truncate text-meta text-muted-foreground" title={server.url ?? undefined}>
              {server.isShared ? t('shared.text') : server.url}
            </p>
          )}
        </div>
        {canManage && <ServerMenu server={server} onOpen={onOpen} onCheck={check} />}
      </header>
      <dl className="grid grid-cols-4 gap-4 p-4 narrow:grid-cols-2">
        <Fact name={t('facts.state')}>
          <ServerStateLine state={state} />
        </Fact>
        <Fact name={t('facts.numbers')}>
          <ServerLoad server={server} />
        </Fact>
        <Fact name={t('facts.version')}>
          {server.version ? `${server.version}${server.engine ? ` · ${server.engine}` : ''}` : '—'}
        </Fact>
        <Fact name={t('facts.checked')}>
          {isBusy ? t('checking') : checkedAt ? <Ago at={checkedAt} /> : t('never')}
        </Fact>
      </dl>
      <ProblemAlert problem={problem} className="mx-4 mb-4" />
      <Notes server={server} onOpen={canManage ? onOpen : undefined} />
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="mb-0.5 text-meta text-muted-foreground">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

/** What the figures alone don't say: one sentence each, with its way out. */
function Notes({ server, onOpen }: { server: ServerView; onOpen?: (dialog: ServerDialog) => void }) {
  const t = useTranslations('servers');
  const { state } = server.health;
  const isSingle = server.holds === 1 && server.capacity !== 1;
  const hint = state === 'ok' || state === 'unknown' ? undefined : t(`say.${state}`);
  const shared = server.isShared && state === 'key_refused' ? t('say.sharedKey') : undefined;
  const open = server.otherSessions - server.ignoredSessions;
  const { streamState, streamOpenSince, webhookFault } = server;
  if (!hint && !isSingle && open <= 0 && streamState === 'off' && !webhookFault) return null;
  return (
    <footer className="grid gap-2 border-t px-4 py-3 text-meta text-muted-foreground">
      {hint && <p className="text-foreground">{shared ?? hint}</p>}
      {webhookFault && <p className="text-foreground">{t(`webhooks.${webhookFault}`)}</p>}
      {isSingle && <p>{t('single')}</p>}
      {streamState !== 'off' && (
        <p className={cn(streamState !== 'open' && 'text-foreground')}>
          {t(`stream.${streamState}`)} {streamOpenSince && <Ago at={streamOpenSince} mode="for" />}
        </p>
      )}
      {open > 0 && (
        <p>
          {t('others', { count: open })}{' '}
          {onOpen && (
            <button type="button" className="link font-medium" onClick={() => onOpen('sessions')}>
              {t('seeOthers')}
            </button>
          )}
        </p>
      )}
    </footer>
  );
}

'use client';

import { Plus, Server } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import type { ServerView } from '@/lib/servers/schema';
import { EditServerDialog } from './edit-server-dialog';
import { REGISTER_BUTTON_ID } from './focus-ids';
import { RegisterServerDialog } from './register-server-dialog';
import { RemoveServerDialog } from './remove-server-dialog';
import { needsSomebody, ServerCard } from './server-card';
import { SessionsDialog } from './sessions-dialog';
import { useServers } from './use-servers';

export type ServerDialog = 'edit' | 'sessions' | 'remove';
type Open = { kind: 'register' } | { kind: ServerDialog; id: string };

/** The WAHA servers that numbers can be on: how they are, how full, and everything their owner does with them. */
export function ServersScreen({ initial, canManage }: { initial: ServerView[]; canManage: boolean }) {
  const t = useTranslations('servers');
  const { servers, change } = useServers(initial);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const register = canManage && (
    <Button
      id={REGISTER_BUTTON_ID}
      variant="primary"
      icon={<Plus />}
      onClick={() => setOpen({ kind: 'register' })}
    >
      {t('register')}
    </Button>
  );

  return (
    <div className="max-w-230">
      <div className="mb-4 flex items-start gap-4 narrow:flex-col">
        <div className="flex-1">
          <h2 className="text-title">{t('title')}</h2>
          <p className="max-w-140 text-muted-foreground">{t('about')}</p>
        </div>
        {servers.length > 0 && register}
      </div>
      {servers.length === 0 ? (
        <Card className="flex min-h-66">
          <EmptyState
            heading="h3"
            icon={<Server />}
            title={t('empty.title')}
            text={t(canManage ? 'empty.text' : 'empty.readOnly')}
            action={register || undefined}
          />
        </Card>
      ) : (
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {inOrder(servers).map((server) => (
            <li key={server.id}>
              <ServerCard
                server={server}
                canManage={canManage}
                onOpen={(kind) => setOpen({ kind, id: server.id })}
                onChecked={change.put}
              />
            </li>
          ))}
        </ul>
      )}
      {!canManage && <p className="mt-3 text-meta text-muted-foreground">{t('ownersOnly')}</p>}
      {open?.kind === 'register' && <RegisterServerDialog onRegistered={change.put} onClose={close} />}
      {open && open.kind !== 'register' && (
        <OneServer open={open} servers={servers} change={change} onClose={close} />
      )}
    </div>
  );
}

/** Those that somebody has to look at first, the rest as they were added. */
const inOrder = (servers: ServerView[]): ServerView[] =>
  servers.toSorted((a, b) => Number(needsSomebody(b)) - Number(needsSomebody(a)));

function OneServer({
  open,
  servers,
  change,
  onClose,
}: {
  open: { kind: ServerDialog; id: string };
  servers: ServerView[];
  change: ReturnType<typeof useServers>['change'];
  onClose: () => void;
}) {
  const server = servers.find(({ id }) => id === open.id);
  if (!server) return null;
  switch (open.kind) {
    case 'edit':
      return <EditServerDialog server={server} onChanged={change.put} onClose={onClose} />;
    case 'sessions':
      return <SessionsDialog server={server} onChanged={change.refresh} onClose={onClose} />;
    case 'remove':
      return (
        <RemoveServerDialog server={server} onRemoved={() => change.remove(server.id)} onClose={onClose} />
      );
  }
}

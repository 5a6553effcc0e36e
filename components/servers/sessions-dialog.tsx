'use client';

import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { problemOf } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { readJson } from '@/components/problem/read-json';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import type { Page } from '@/lib/core/pagination';
import type { OtherSession, ServerView } from '@/lib/servers/schema';
import { REGISTER_BUTTON_ID, serverMenuIdOf } from './focus-ids';
import { SessionRow } from './session-row';

/** The sessions on a server that we did not make: each can become a number, or be put aside. */
export function SessionsDialog({
  server,
  onChanged,
  onClose,
}: {
  server: ServerView;
  /** A session was adopted, so the server's figures are others. */
  onChanged: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('servers');
  const common = useTranslations('common');
  const { data, error, mutate } = useSWR<Page<OtherSession>>(
    `/api/whatsapp/servers/${server.id}/sessions`,
    readJson<Page<OtherSession>>,
  );
  const name = server.isShared ? t('shared.name') : server.name;
  const refresh = () => {
    onChanged();
    return mutate();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('sessions.title', { name })}
        description={t('sessions.text')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, serverMenuIdOf(server.id), REGISTER_BUTTON_ID)}
      >
        <DialogBody className="pb-4">
          {error !== undefined && <ProblemAlert problem={problemOf(error)} className="mb-4" />}
          {!data && !error && (
            <Loading label={common('loading')} className="grid gap-3 py-2">
              <Skeleton className="h-11" />
              <Skeleton className="h-11" />
            </Loading>
          )}
          {data?.data.length === 0 && <p className="py-4 text-muted-foreground">{t('sessions.none')}</p>}
          {data && data.data.length > 0 && (
            <ul className="divide-y">
              {inOrder(data.data).map((session) => (
                <SessionRow key={session.name} serverId={server.id} session={session} onChanged={refresh} />
              ))}
            </ul>
          )}
        </DialogBody>
        <DialogFooter note={t('sessions.note')}>
          <Button onClick={onClose}>{common('close')}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

/** What was put aside stands last. */
const inOrder = (sessions: OtherSession[]): OtherSession[] =>
  [...sessions].sort((a, b) => Number(a.isIgnored) - Number(b.isIgnored) || a.name.localeCompare(b.name));

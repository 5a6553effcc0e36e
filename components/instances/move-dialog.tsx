'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import type { InstanceView } from '@/lib/instances/schema';
import { moveNumberAction } from '@/lib/messages/actions';
import type { ServerView } from '@/lib/servers/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from './focus-ids';
import { canTake, ServerSelect } from './server-select';

/** Explains what a move does before it is done; connecting the phone there is the next dialog. */
export function MoveDialog({
  instance,
  servers,
  onMoved,
  onClose,
}: {
  instance: InstanceView;
  servers: readonly ServerView[];
  onMoved: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.move');
  const common = useTranslations('common');
  const others = servers.filter(({ id }) => id !== instance.server.id);
  const [serverId, setServerId] = useState(others.find((server) => canTake(server, true))?.id ?? '');
  const { run, isBusy, problem } = useAction(moveNumberAction);

  const move = async () => {
    if (isBusy || serverId === '') return;
    const result = await run({ id: instance.id, serverId });
    if (result) onMoved(result.data);
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <DialogBody>
          <ProblemAlert problem={problem} className="mb-4" />
          <ServerSelect
            id="move-server"
            label={t('to')}
            servers={others}
            mustAnswer
            value={serverId}
            onChange={setServerId}
          />
          <h3 className="mt-4 mb-2 font-medium">{t('what')}</h3>
          <ol className="grid list-decimal gap-1.5 pl-5 text-muted-foreground marker:text-muted-foreground">
            <li>{t('stops')}</li>
            <li>{t('scan')}</li>
            <li>{t('stays')}</li>
            <li>{t('waits')}</li>
          </ol>
        </DialogBody>
        <DialogFooter note={t('note')}>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            busy={isBusy}
            disabledReason={serverId === '' ? t('full') : undefined}
            onClick={move}
          >
            {t('submit')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

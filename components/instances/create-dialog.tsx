'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { FormButtons } from '@/components/dialogs/form-buttons';
import { useAction } from '@/components/problem/use-action';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { createInstanceAction } from '@/lib/instances/actions';
import { HISTORY_DAYS, type HistoryDays, type InstanceView } from '@/lib/instances/schema';
import type { ServerView } from '@/lib/servers/schema';
import { CONNECT_BUTTON_ID } from './focus-ids';
import { NameForm } from './name-form';
import { ServerSelect } from './server-select';

/** Names a new number and makes it; connecting it is the next dialog. */
export function CreateDialog({
  servers,
  onCreated,
  onClose,
}: {
  /** Where it can be put; a choice of one is none. */
  servers: readonly ServerView[];
  onCreated: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.create');
  const common = useTranslations('common');
  const [historyDays, setHistoryDays] = useState<HistoryDays>(7);
  const [serverId, setServerId] = useState('');
  const { run, isBusy, problem } = useAction(createInstanceAction);

  const create = async (name: string) => {
    if (isBusy) return;
    const result = await run({ name, historyDays, serverId: serverId || undefined });
    if (result) onCreated(result.data);
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title')}
        description={t('text')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, CONNECT_BUTTON_ID)}
      >
        <NameForm
          problem={problem}
          note={t('note')}
          onSubmit={create}
          actions={<FormButtons submit={t('submit')} isBusy={isBusy} onCancel={onClose} />}
        >
          <Field id="number-history" label={t('history')} hint={t('historyHint')} className="mt-4 mb-0">
            <Select
              value={historyDays}
              onChange={(event) => setHistoryDays(Number(event.target.value) as HistoryDays)}
            >
              {HISTORY_DAYS.map((days) => (
                <option key={days} value={days}>
                  {t('historyDays', { days })}
                </option>
              ))}
            </Select>
          </Field>
          {servers.length > 1 && (
            <ServerSelect
              id="number-server"
              label={t('server')}
              hint={t('serverHint')}
              servers={servers}
              automatic={t('serverAutomatic')}
              value={serverId}
              onChange={setServerId}
            />
          )}
        </NameForm>
      </DialogContent>
    </Dialog>
  );
}

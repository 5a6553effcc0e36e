'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { InstanceView } from '@/lib/instances/schema';
import { startConversationAction } from '@/lib/messages/actions';
import { FormButtons } from '../dialogs/form-buttons';
import { Alert } from '../ui/banner';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { Textarea } from '../ui/textarea';
import { formatPhone } from './phone';

type Props = {
  instances: readonly InstanceView[];
  /** Whose phone it is, where that is known. */
  to?: string;
  onClose: () => void;
  /** The conversation is there; its first message is on its way. */
  onStarted: (conversationId: string) => void;
};

type Failure = { detail: string; to?: string };

/** Writes to somebody who has not written yet: phone, text, and which number it leaves by. */
export function StartDialog({ instances, to: phone, onClose, onStarted }: Props) {
  const t = useTranslations('conversations');
  const common = useTranslations('common');
  const [clientId] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? '').trim();
    setBusy(true);
    const input = { instanceId: read('instanceId'), to: read('to'), text: read('text'), clientId };
    const result = await startConversationAction(input).catch(() => undefined);
    setBusy(false);
    if (result?.ok) return onStarted(result.data.conversationId);
    const to = result?.error.errors?.find(({ path }) => path === 'to')?.message;
    setFailure({ detail: result?.error.detail ?? t('errors.offline'), to });
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={t('start.title')} closeLabel={common('close')}>
        <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            {failure && !failure.to && (
              <Alert className="mb-4">{t('start.failed', { reason: failure.detail })}</Alert>
            )}
            <StartFields instances={instances} to={phone} toError={failure?.to} />
          </DialogBody>
          <DialogFooter>
            <FormButtons submit={t('start.send')} isBusy={isBusy} onCancel={onClose} />
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function StartFields({ instances, to, toError }: Pick<Props, 'instances' | 'to'> & { toError?: string }) {
  const t = useTranslations('conversations.start');
  const [only] = instances;
  return (
    <>
      <Field id="start-to" label={t('to')} hint={t('toHint')} error={toError}>
        <Input
          name="to"
          defaultValue={to && formatPhone(to)}
          type="tel"
          required
          minLength={3}
          maxLength={120}
          autoComplete="off"
          placeholder={t('toPlaceholder')}
        />
      </Field>
      {instances.length > 1 ? (
        <Field id="start-number" label={t('number')}>
          <Select name="instanceId">
            {instances.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <input type="hidden" name="instanceId" value={only?.id} />
      )}
      <Field id="start-text" label={t('text')} className="mb-0">
        <Textarea name="text" required maxLength={65_536} rows={3} dir="auto" />
      </Field>
    </>
  );
}

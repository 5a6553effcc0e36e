'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ConfirmDialog } from '@/components/dialogs/confirm-dialog';
import { useAction } from '@/components/problem/use-action';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { deleteInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from './focus-ids';

/** Deletes a number after its name was typed. */
export function RemoveDialog({
  instance,
  onRemoved,
  onClose,
}: {
  instance: InstanceView;
  onRemoved: () => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useTranslations('instances.remove');
  const { run, isBusy, problem } = useAction(deleteInstanceAction);
  const [typed, setTyped] = useState('');
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isRight = typed.trim() === instance.name;

  const remove = async () => {
    setChecked(true);
    if (!isRight) return input.current?.focus();
    if (!(await run({ id: instance.id }))) return;
    // The card goes first: the focus must not return to a button that is about to vanish.
    await onRemoved();
    onClose();
  };

  return (
    <ConfirmDialog
      title={t('title', { name: instance.name })}
      problem={problem}
      returnTo={[menuIdOf(instance.id), CONNECT_BUTTON_ID]}
      submit={t('submit')}
      icon={<Trash2 />}
      isBusy={isBusy}
      onSubmit={remove}
      onClose={onClose}
    >
      <p className="mb-4 text-muted-foreground">{t('text')}</p>
      <Field
        id="remove-name"
        label={
          <span className="font-normal">
            {t.rich('confirm', {
              name: instance.name,
              b: (chunks) => <b className="font-semibold">{chunks}</b>,
            })}
          </span>
        }
        error={isChecked && !isRight ? t('mismatch', { name: instance.name }) : undefined}
        className="mb-0"
      >
        <Input
          ref={input}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}

'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
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
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(deleteInstanceAction);
  const [typed, setTyped] = useState('');
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isRight = typed.trim() === instance.name;

  const remove = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setChecked(true);
    if (!isRight) return input.current?.focus();
    if (!(await run({ id: instance.id }))) return;
    // The card goes first: the focus must not return to a button that is about to vanish.
    await onRemoved();
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <form noValidate onSubmit={remove} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <ProblemAlert problem={problem} className="mb-4" />
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
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button variant="destructive" type="submit" icon={<Trash2 />} busy={isBusy}>
              {t('submit')}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

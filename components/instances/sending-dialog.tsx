'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { focusFirstOf } from '@/components/dialogs/focus';
import { FormButtons } from '@/components/dialogs/form-buttons';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Switch } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { updateInstanceAction } from '@/lib/instances/actions';
import { type InstanceView, PACES } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from './focus-ids';

/** Onto the pace that holds: its group is the first thing that can be changed. */
function focusChoice(event: Event) {
  event.preventDefault();
  const dialog = event.currentTarget as HTMLElement;
  dialog.querySelector<HTMLElement>('input:checked')?.focus();
}

/** What a budget may be, as people type it: nothing lets it grow with the number's age. */
const BUDGET = /^\d{0,4}$|^10000$/;

/** How a number sends: its pace, its budget of first contacts, and what customers see of our reading. */
export function SendingDialog({
  instance,
  onSaved,
  onClose,
}: {
  instance: InstanceView;
  onSaved: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.sending');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(updateInstanceAction);
  const [pace, setPace] = useState(instance.settings.pace);
  const [showTyping, setShowTyping] = useState(instance.settings.showTyping);
  const [sendReadReceipts, setReceipts] = useState(instance.settings.sendReadReceipts);
  const [budget, setBudget] = useState(String(instance.settings.firstContactsPerDay ?? ''));
  const isFit = BUDGET.test(budget.trim());

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || !isFit) return;
    const firstContactsPerDay = budget.trim() === '' ? null : Number(budget);
    const settings = { pace, showTyping, sendReadReceipts, firstContactsPerDay };
    const result = await run({ id: instance.id, settings });
    if (!result) return;
    onSaved(result.data);
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusChoice}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <form noValidate onSubmit={save} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <ProblemAlert problem={problem} className="mb-4" />
            <h3 className="mb-1.5 font-medium">{t('pace')}</h3>
            <Segmented
              name="pace"
              legend={t('pace')}
              value={pace}
              options={PACES.map((value) => ({ value, label: t(`paces.${value}`) }))}
              onChange={setPace}
            />
            <p className="mt-1.5 mb-3 text-meta text-muted-foreground">{t(`paceHints.${pace}`)}</p>
            <Switch
              label={t('typing')}
              hint={t('typingHint')}
              checked={showTyping && pace !== 'none'}
              disabled={pace === 'none'}
              onChange={(event) => setShowTyping(event.target.checked)}
              className="mb-4"
            />
            <Field
              id="first-contacts"
              label={t('budget')}
              hint={t('budgetHint', { byAge: instance.limits.firstContacts.byAge })}
              error={isFit ? undefined : t('budgetFault')}
            >
              <Input
                name="first-contacts"
                inputMode="numeric"
                autoComplete="off"
                placeholder={String(instance.limits.firstContacts.byAge)}
                value={budget}
                onChange={(event) => setBudget(event.target.value)}
                className="max-w-40"
              />
            </Field>
            <Switch
              label={t('receipts')}
              hint={t('receiptsHint')}
              checked={sendReadReceipts}
              onChange={(event) => setReceipts(event.target.checked)}
            />
          </DialogBody>
          <DialogFooter>
            <FormButtons submit={t('submit')} isBusy={isBusy} onCancel={onClose} />
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

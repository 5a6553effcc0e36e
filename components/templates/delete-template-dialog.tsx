'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/dialogs/confirm-dialog';
import { useAction } from '@/components/problem/use-action';
import { deleteTemplateAction } from '@/lib/templates/actions';
import type { TemplateView } from '@/lib/templates/schema';
import { CREATE_BUTTON_ID, templateButtonIdOf } from './focus-ids';

type Props = { template: TemplateView; onDeleted: (id: string) => void; onClose: () => void };

/** Asks before a text is gone for everybody. */
export function DeleteTemplateDialog({ template: { id, shortcut }, onDeleted, onClose }: Props) {
  const t = useTranslations('templates.deleteDialog');
  const { run, isBusy, problem } = useAction(deleteTemplateAction);
  const remove = async () => {
    if (!(await run({ id }))) return;
    onDeleted(id);
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('title', { shortcut })}
      problem={problem}
      returnTo={[templateButtonIdOf(id), CREATE_BUTTON_ID]}
      submit={t('submit')}
      icon={<Trash2 />}
      isBusy={isBusy}
      onSubmit={remove}
      onClose={onClose}
    >
      <p className="text-muted-foreground">{t('text')}</p>
    </ConfirmDialog>
  );
}

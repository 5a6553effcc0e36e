'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { useAction } from '@/components/problem/use-action';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { createTemplateAction, updateTemplateAction } from '@/lib/templates/actions';
import type { TemplateView } from '@/lib/templates/schema';
import type { TemplateDraft } from './check-template';
import { CREATE_BUTTON_ID, templateButtonIdOf } from './focus-ids';
import { TemplateForm } from './template-form';

type Props = {
  /** The one that is changed; without it a new one is made. */
  template?: TemplateView;
  myName: string;
  onSaved: (template: TemplateView) => void;
  onClose: () => void;
};

/** Makes a template, or changes one. */
export function TemplateDialog({ template, myName, onSaved, onClose }: Props) {
  const t = useTranslations('templates');
  const common = useTranslations('common');
  const creating = useAction(createTemplateAction);
  const updating = useAction(updateTemplateAction);
  const { isBusy, problem } = template ? updating : creating;
  const save = async (draft: TemplateDraft) => {
    const result = template ? await updating.run({ ...draft, id: template.id }) : await creating.run(draft);
    if (!result) return;
    onSaved(result.data);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={template ? t('form.edit', { shortcut: template.shortcut }) : t('create')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) =>
          focusFirstOf(event, template ? templateButtonIdOf(template.id) : CREATE_BUTTON_ID)
        }
      >
        <TemplateForm
          initial={{ shortcut: '', text: '', ...template, title: template?.title ?? '' }}
          myName={myName}
          problem={problem}
          isBusy={isBusy}
          onSubmit={save}
          onCancel={onClose}
        />
      </DialogContent>
    </Dialog>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { insertAtCursor } from '@/components/conversations/insert-at-cursor';
import { FormButtons } from '@/components/dialogs/form-buttons';
import type { ShownProblem } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { SHORTCUT_MAX, TEXT_MAX, toShortcut } from '@/lib/templates/rules';
import { checkTemplate, type TemplateDraft } from './check-template';
import { TemplatePreview } from './template-preview';
import { VariableButtons } from './variable-buttons';

type Props = {
  initial: TemplateDraft;
  myName: string;
  problem?: ShownProblem;
  isBusy: boolean;
  onSubmit: (draft: TemplateDraft) => void;
  onCancel: () => void;
};

/** Shortcut, title and text of a template, with what its variables become. */
export function TemplateForm({ initial, myName, problem, isBusy, onSubmit, onCancel }: Props) {
  const t = useTranslations('templates.form');
  const [shortcut, setShortcut] = useState(initial.shortcut);
  const [title, setTitle] = useState(initial.title);
  const [text, setText] = useState(initial.text);
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const textBox = useRef<HTMLTextAreaElement>(null);
  const draft = { shortcut, title, text };
  const faults = isChecked ? checkTemplate(draft) : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const [first] = Object.keys(checkTemplate(draft));
    if (first) form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    else if (!isBusy) onSubmit(draft);
  };
  const insert = (variable: string) => {
    insertAtCursor(textBox.current, variable, setText);
    textBox.current?.focus();
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <ProblemAlert problem={problem} className="mb-4" />
        <Field
          id="template-shortcut"
          label={t('shortcut')}
          hint={shortcut ? t('shortcutTyped', { shortcut }) : t('shortcutHint')}
          error={faults.shortcut && t('shortcutMissing')}
        >
          <Input
            name="shortcut"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t('shortcutPlaceholder')}
            maxLength={SHORTCUT_MAX + 1}
            value={shortcut}
            onChange={({ target }) => setShortcut(toShortcut(target.value))}
          />
        </Field>
        <Field
          id="template-title"
          label={t('title')}
          aside={<span className="text-meta text-muted-foreground">{t('optional')}</span>}
          error={faults.title && t('titleTooLong')}
        >
          <Input
            name="title"
            autoComplete="off"
            placeholder={t('titlePlaceholder')}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        </Field>
        <Field
          id="template-text"
          label={t('text')}
          className="mb-2"
          error={faults.text && t(`faults.${faults.text}`, { max: TEXT_MAX, count: text.trim().length })}
        >
          <Textarea
            ref={textBox}
            name="text"
            maxLength={2 * TEXT_MAX}
            placeholder={t('textPlaceholder')}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className="min-h-26"
          />
        </Field>
        <VariableButtons onInsert={insert} />
        <TemplatePreview text={text} myName={myName} />
      </DialogBody>
      <DialogFooter>
        <FormButtons submit={t('save')} isBusy={isBusy} onCancel={onCancel} />
      </DialogFooter>
    </form>
  );
}

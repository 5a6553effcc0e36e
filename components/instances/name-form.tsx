'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { ShownProblem } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { checkName } from './check-name';

/** Asks for a number's name inside a dialog; checked here, and what the server says about it stands at the field. */
export function NameForm({
  initial = '',
  problem,
  note,
  actions,
  children,
  onSubmit,
}: {
  initial?: string;
  problem?: ShownProblem;
  note?: ReactNode;
  /** Buttons; the verb is of type `submit`. */
  actions: ReactNode;
  /** What else is asked for, below the name. */
  children?: ReactNode;
  onSubmit: (name: string) => void;
}) {
  const t = useTranslations('instances.name');
  const [name, setName] = useState(initial);
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const fault = isChecked ? checkName(name) : undefined;
  const told = problem?.errors?.find(({ path }) => path === 'name')?.message;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (checkName(name)) input.current?.focus();
    else onSubmit(name.trim());
  };

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        {problem && !told && <ProblemAlert problem={problem} className="mb-4" />}
        <Field
          id="number-name"
          label={t('label')}
          hint={t('hint')}
          error={fault ? t(fault.key, { count: name.trim().length }) : told}
          className="mb-0"
        >
          <Input
            ref={input}
            name="name"
            autoComplete="off"
            placeholder={t('placeholder')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {children}
      </DialogBody>
      <DialogFooter note={note}>{actions}</DialogFooter>
    </form>
  );
}

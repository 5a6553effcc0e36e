'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { ShownProblem } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { Switch } from '@/components/ui/checkbox';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ServerView } from '@/lib/servers/schema';
import { checkServer, type ServerDraft, type ServerField } from './check-server';

const FIELDS = ['name', 'url', 'apiKey', 'capacity'] as const;

/** Name, address, key and capacity of a server; what the server says about a field stands there. */
export function ServerForm({
  server,
  problem,
  note,
  actions,
  onSubmit,
}: {
  /** The one that is changed. Its key is kept unless another one is typed. */
  server?: ServerView;
  problem?: ShownProblem;
  note?: ReactNode;
  actions: ReactNode;
  onSubmit: (draft: ServerDraft) => void;
}) {
  const t = useTranslations('servers.form');
  const [draft, setDraft] = useState<ServerDraft>({
    name: server?.name ?? '',
    url: server?.url ?? '',
    apiKey: '',
    capacity: server?.capacity?.toString() ?? '',
    readsStream: server?.readsStream ?? false,
  });
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const faults = isChecked ? checkServer(draft) : {};
  const told = problem?.errors?.find(({ path }) => FIELDS.some((field) => field === path));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const wrong = FIELDS.find((field) => checkServer(draft)[field]);
    if (wrong) form.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
    else onSubmit(draft);
  };
  const field = (name: ServerField) => {
    const fault = faults[name];
    return {
      id: `server-${name}`,
      label: t(name),
      hint: t(name === 'apiKey' && server?.hasKey ? 'keyKept' : `${name}Hint`),
      error: fault ? t(`fault.${fault}`) : told?.path === name ? problem?.detail : undefined,
    };
  };
  const input = (name: ServerField) => ({
    name,
    autoComplete: 'off',
    spellCheck: false,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        {problem && !told && <ProblemAlert problem={problem} className="mb-4" />}
        <Field {...field('name')}>
          <Input placeholder={t('namePlaceholder')} {...input('name')} />
        </Field>
        <Field {...field('url')}>
          <Input inputMode="url" placeholder="https://waha.example.com" {...input('url')} />
        </Field>
        <Field {...field('apiKey')}>
          <Input type="password" {...input('apiKey')} autoComplete="new-password" />
        </Field>
        <Field {...field('capacity')}>
          <Input inputMode="numeric" className="max-w-32" {...input('capacity')} />
        </Field>
        <Switch
          label={t('readsStream')}
          hint={t('readsStreamHint')}
          checked={draft.readsStream}
          onChange={({ target }) => setDraft({ ...draft, readsStream: target.checked })}
        />
      </DialogBody>
      <DialogFooter note={note}>{actions}</DialogFooter>
    </form>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { FormButtons } from '@/components/dialogs/form-buttons';
import { checkName } from '@/components/instances/check-name';
import type { ShownProblem } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { Checkbox } from '@/components/ui/checkbox';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, FieldNote } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { CreateTokenInput, TokenScope } from '@/lib/tokens/schema';

const EVERYTHING = '*';

/** Name and permissions of a new token. Everything includes each permission, so it switches the others off. */
export function TokenForm({
  scopes,
  problem,
  isBusy,
  onSubmit,
  onCancel,
}: {
  scopes: readonly string[];
  problem?: ShownProblem;
  isBusy: boolean;
  onSubmit: (input: CreateTokenInput) => void;
  onCancel: () => void;
}) {
  const t = useTranslations('tokens.new');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const fault = isChecked ? checkName(name) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (checkName(name)) input.current?.focus();
    else if (chosen.length > 0) onSubmit({ name: name.trim(), scopes: chosen as CreateTokenInput['scopes'] });
  };

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <ProblemAlert problem={problem} className="mb-4" />
        <Field
          id="token-name"
          label={t('name')}
          hint={t('hint')}
          error={fault && t(fault.key, { count: name.trim().length })}
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
        <ScopeChoice scopes={scopes} chosen={chosen} onChange={setChosen} />
        <FieldNote
          id="token-scopes"
          error={isChecked && chosen.length === 0 ? t('scopesMissing') : undefined}
        />
      </DialogBody>
      <DialogFooter note={t('note')}>
        <FormButtons submit={t('submit')} isBusy={isBusy} onCancel={onCancel} />
      </DialogFooter>
    </form>
  );
}

function ScopeChoice({
  scopes,
  chosen,
  onChange,
}: {
  scopes: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const t = useTranslations('tokens');
  const hasAll = chosen.includes(EVERYTHING);
  const toggle = (scope: string) => {
    if (scope === EVERYTHING) return onChange(hasAll ? [] : [EVERYTHING]);
    onChange(chosen.includes(scope) ? chosen.filter((other) => other !== scope) : [...chosen, scope]);
  };
  return (
    <fieldset aria-describedby="token-scopes-note">
      <legend className="mb-1.5 font-medium">{t('new.scopes')}</legend>
      {scopes.map((scope) => (
        <Checkbox
          key={scope}
          label={t(`scope.${scope as TokenScope}`)}
          hint={t(`scopeHint.${scope as TokenScope}`)}
          checked={hasAll || chosen.includes(scope)}
          disabled={hasAll && scope !== EVERYTHING}
          onChange={() => toggle(scope)}
        />
      ))}
    </fieldset>
  );
}

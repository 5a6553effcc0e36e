'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Alert } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordField } from './password-field';
import { safePath } from './safe-path';
import { signInWithPassword } from './session-client';

type Problem = 'invalidCredentials' | 'rateLimited' | 'unreachable';
type FieldProblems = {
  email?: 'emailMissing' | 'emailMalformed' | undefined;
  password?: 'passwordMissing' | undefined;
};

const problems = {
  invalid_credentials: 'invalidCredentials',
  rate_limited: 'rateLimited',
  unreachable: 'unreachable',
} as const;

/** E-mail and password. It stays on the address it was opened at and follows only paths of this site. */
export function SignInForm() {
  const t = useTranslations('auth');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [fields, setFields] = useState<FieldProblems>({});
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const email = fieldText(event.currentTarget, 'email').trim();
    const password = fieldText(event.currentTarget, 'password');
    const found = check(email, password);
    setFields(found);
    setProblem(undefined);
    const firstWrong = found.email ? 'email' : found.password ? 'password' : undefined;
    if (firstWrong) return focus(form.current, firstWrong);

    setBusy(true);
    const outcome = await signInWithPassword(email, password);
    if (outcome === 'signed_in') return window.location.assign(nextPath());
    setBusy(false);
    setProblem(problems[outcome]);
    focus(form.current, outcome === 'invalid_credentials' ? 'password' : undefined);
  };

  return (
    // A submit before the script has arrived must not put the password into the address: hence post.
    <form ref={form} method="post" noValidate onSubmit={submit}>
      {problem && (
        <Alert className="mb-4" tone={problem === 'rateLimited' ? 'warning' : 'destructive'} role="alert">
          {t(problem)}
        </Alert>
      )}
      <Field id="email" label={t('email')} error={fields.email && t(fields.email)}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          className="h-10"
        />
      </Field>
      <PasswordField error={fields.password && t(fields.password)} />
      <Button type="submit" variant="primary" size="xl" wide busy={isBusy}>
        {t('submit')}
      </Button>
    </form>
  );
}

function check(email: string, password: string): FieldProblems {
  const malformed = /^[^\s@]+@[^\s@]+$/.test(email) ? undefined : 'emailMalformed';
  return {
    email: email === '' ? 'emailMissing' : malformed,
    password: password === '' ? 'passwordMissing' : undefined,
  };
}

function fieldText(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '');
}

function focus(form: HTMLFormElement | null, name: string | undefined) {
  if (name) form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();
}

function nextPath(): string {
  const wanted = new URLSearchParams(window.location.search).get('callbackUrl');
  return safePath(wanted, window.location.origin);
}

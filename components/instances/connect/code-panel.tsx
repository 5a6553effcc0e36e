'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { formatPhone } from '@/components/conversations/phone';
import { CopyButton } from '@/components/copy/copy-button';
import { useCopy } from '@/components/copy/use-copy';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Subject } from './door';
import { usePairingCode } from './use-pairing-code';

/** A code to type on the phone, for who can't point its camera at this screen. */
export function CodePanel({ instance }: { instance: Subject }) {
  const t = useTranslations('instances.connect');
  const [phone, setPhone] = useState(instance.phoneNumber ? formatPhone(instance.phoneNumber) : '');
  const [isMissing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { code, ask, isBusy, problem } = usePairingCode();
  const told = problem?.errors?.find(({ path }) => path === 'phoneNumber')?.message;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = phone.replace(/\D/g, '').length < 8;
    setMissing(isShort);
    if (isShort) input.current?.focus();
    else if (!isBusy) ask(phone.trim());
  };

  return (
    <form noValidate onSubmit={submit}>
      {problem && !told && <ProblemAlert problem={problem} className="mb-4" />}
      <Field
        id="pairing-phone"
        label={t('phone')}
        hint={t('phoneHint')}
        error={isMissing ? t('phoneMissing') : told}
      >
        <Input
          ref={input}
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          className="tabular-nums"
        />
      </Field>
      <Button type="submit" wide size="lg" variant={code ? 'outline' : 'primary'} busy={isBusy}>
        {t(code ? 'askAgain' : 'askCode')}
      </Button>
      {code && <ShownCode code={code} />}
    </form>
  );
}

function ShownCode({ code }: { code: string }) {
  const t = useTranslations('instances.connect');
  const { copy, state } = useCopy();
  const letters = [...code.replace(/[^\p{L}\p{N}]/gu, '')];
  const half = Math.ceil(letters.length / 2);
  return (
    <section className="mt-5">
      <p className="mb-1.5 font-medium" aria-hidden="true">
        {t('code')}
      </p>
      <p role="status" className="sr-only">
        {t('codeOf', { code: letters.join(' ') })}
      </p>
      <p aria-hidden="true" className="flex items-center gap-1 font-mono">
        {letters.map((letter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: letters repeat and never move
          <span key={index} className="contents">
            {index === half && <span className="w-3 text-center text-muted-foreground">–</span>}
            <span className="grid h-12 min-w-0 flex-1 place-items-center rounded-lg bg-muted font-semibold text-[20px]">
              {letter}
            </span>
          </span>
        ))}
      </p>
      <div className="mt-3 flex items-center gap-2">
        <p className="flex-1 text-meta text-muted-foreground">{t('codeNote')}</p>
        <CopyButton size="sm" isCopied={state === 'copied'} onClick={() => copy(code)} />
      </div>
    </section>
  );
}

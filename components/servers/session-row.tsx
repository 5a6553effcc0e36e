'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { formatPhone } from '@/components/conversations/phone';
import { checkName } from '@/components/instances/check-name';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useAction } from '@/components/problem/use-action';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { adoptSessionAction } from '@/lib/instances/actions';
import { ignoreSessionAction } from '@/lib/servers/actions';
import type { OtherSession } from '@/lib/servers/schema';
import { cn } from '@/lib/utils';

/** One session: whose it is, how it is, and what is to become of it. */
export function SessionRow({
  serverId,
  session,
  onChanged,
}: {
  serverId: string;
  session: OtherSession;
  onChanged: () => Promise<unknown>;
}) {
  const t = useTranslations('servers.sessions');
  const ignoring = useAction(ignoreSessionAction);
  const [isNaming, setNaming] = useState(false);
  const place = { id: serverId, session: session.name };
  const ignore = async () => {
    if (ignoring.isBusy) return;
    if (await ignoring.run({ ...place, isIgnored: !session.isIgnored })) await onChanged();
  };
  const phone = session.phoneNumber && formatPhone(session.phoneNumber);
  const state = t.has(`status.${session.status as 'WORKING'}`)
    ? t(`status.${session.status as 'WORKING'}`)
    : session.status;

  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center gap-2">
        <div className={cn('min-w-40 flex-1', session.isIgnored && 'text-muted-foreground')}>
          <p className="truncate font-medium">{session.pushName ?? phone ?? session.name}</p>
          <p className="break-words text-meta text-muted-foreground tabular-nums">
            {[session.pushName && phone, session.name, state].filter(Boolean).join(' · ')}
          </p>
        </div>
        {!isNaming && (
          <>
            <Button
              size="sm"
              variant="ghost"
              busy={ignoring.isBusy}
              onClick={ignore}
              aria-label={t(session.isIgnored ? 'unignoreOf' : 'ignoreOf', { name: session.name })}
            >
              {t(session.isIgnored ? 'unignore' : 'ignore')}
            </Button>
            {!session.isIgnored && (
              <Button
                size="sm"
                onClick={() => setNaming(true)}
                aria-label={t('adoptOf', { name: session.name })}
              >
                {t('adopt')}
              </Button>
            )}
          </>
        )}
      </div>
      <ProblemAlert problem={ignoring.problem} className="mt-2" />
      {isNaming && (
        <AdoptForm
          place={place}
          initial={session.pushName ?? ''}
          onAdopted={onChanged}
          onCancel={() => setNaming(false)}
        />
      )}
    </li>
  );
}

function AdoptForm({
  place,
  initial,
  onAdopted,
  onCancel,
}: {
  place: { id: string; session: string };
  initial: string;
  onAdopted: () => Promise<unknown>;
  onCancel: () => void;
}) {
  const t = useTranslations('servers.sessions');
  const names = useTranslations('instances.name');
  const common = useTranslations('common');
  const { run, isBusy, problem } = useAction(adoptSessionAction);
  const [name, setName] = useState(initial);
  const [isChecked, setChecked] = useState(false);
  const fault = isChecked ? checkName(name) : undefined;

  const adopt = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isBusy || checkName(name)) return;
    if (await run({ ...place, name: name.trim() })) await onAdopted();
  };

  return (
    <form noValidate onSubmit={adopt} className="mt-3">
      <ProblemAlert problem={problem} className="mb-3" />
      <Field
        id={`adopt-${place.session}`}
        label={names('label')}
        hint={t('adoptHint')}
        error={fault && names(fault.key, { count: name.trim().length })}
        className="mb-3"
      >
        <Input autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onCancel}>
          {common('cancel')}
        </Button>
        <Button size="sm" variant="primary" type="submit" busy={isBusy}>
          {t('adoptSubmit')}
        </Button>
      </div>
    </form>
  );
}

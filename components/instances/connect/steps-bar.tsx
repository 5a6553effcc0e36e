'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { cn } from '@/lib/utils';
import type { Stage } from './stage';

type StepState = 'done' | 'now' | 'failed' | 'todo';
const STEPS = ['on', 'read', 'done'] as const;

/** The three steps on top of the dialog; a failure keeps its step, in amber. */
export function StepsBar({ stage, hasSeenCode }: { stage: Stage; hasSeenCode: boolean }) {
  const t = useTranslations('instances.connect');
  const states = statesOf(stage, hasSeenCode);
  const words = { done: t('stepDone'), now: t('stepNow'), failed: t('stepFailed'), todo: undefined };
  return (
    <ol
      aria-label={t('steps')}
      className="flex shrink-0 items-center gap-2 px-6 pb-4 font-medium text-meta text-muted-foreground max-md:px-4"
    >
      {STEPS.map((step, index) => {
        const state = states[index] ?? 'todo';
        return (
          <Fragment key={step}>
            {index > 0 && <li aria-hidden="true" className="h-px max-w-16 flex-1 bg-border" />}
            <li
              aria-current={state === 'now' || state === 'failed' ? 'step' : undefined}
              className={cn(
                'inline-flex items-center gap-1.5 whitespace-nowrap',
                state === 'now' && 'text-foreground',
                state === 'failed' && 'text-warning',
              )}
            >
              <StepMark number={index + 1} state={state} />
              {t(step)}
              {words[state] && <span className="sr-only">, {words[state]}</span>}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}

function StepMark({ number, state }: { number: number; state: StepState }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid size-5 place-items-center rounded-full border font-semibold text-[11px] leading-none',
        state === 'now' && 'border-transparent bg-foreground text-background',
        state === 'done' && 'text-success',
        state === 'failed' && 'border-warning-border',
      )}
    >
      {state === 'done' ? <Check className="icon-12" /> : state === 'failed' ? '!' : number}
    </span>
  );
}

function statesOf(stage: Stage, hasSeenCode: boolean): StepState[] {
  switch (stage) {
    case 'starting':
      return ['now', 'todo', 'todo'];
    case 'scan':
      return ['done', 'now', 'todo'];
    case 'linking':
      return ['done', 'done', 'now'];
    case 'done':
      return ['done', 'done', 'done'];
    case 'passkey':
    case 'passkeyConfirm':
      return ['done', 'failed', 'todo'];
    default:
      return hasSeenCode ? ['done', 'failed', 'todo'] : ['failed', 'todo', 'todo'];
  }
}

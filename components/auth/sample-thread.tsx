import { CheckCheck, History, Lock } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

const bubble = 'flow-root max-w-[78%] rounded-xl px-3 py-2';

/** What the product does, shown beside the sign-in form on wide screens; decoration, hidden from screen readers. */
export async function SampleThread() {
  const t = await getTranslations('auth.sample');
  return (
    <aside
      aria-hidden="true"
      className="flex select-none flex-col justify-center overflow-hidden border-l bg-thread px-16 py-12 narrow:hidden"
    >
      <p className="max-w-105 text-balance font-semibold text-[28px] leading-9 tracking-[-.02em]">
        {t('title')}
      </p>
      <p className="mt-2 mb-8 max-w-105 text-muted-foreground">{t('text')}</p>
      <div className="flex max-w-115 flex-col items-end gap-3">
        <div
          className={`${bubble} self-start rounded-tl-[3px] bg-bubble-in text-bubble-in-foreground ring-1 ring-bubble-in-border ring-inset`}
        >
          {t('question')}
          <Meta className="text-bubble-in-muted">14:02</Meta>
        </div>
        <div
          className={`${bubble} rounded-tr-[3px] border border-note-border border-dashed bg-note text-note-foreground`}
        >
          <By className="text-note-muted">
            <Lock className="icon-12" />
            {t('noteBy')}
          </By>
          {t('note')}
          <Meta className="text-note-muted">14:12</Meta>
        </div>
        <div className={`${bubble} rounded-tr-[3px] bg-bubble-out text-bubble-out-foreground`}>
          <By className="text-bubble-out-muted">{t('answerBy')}</By>
          {t('answer')}
          <Meta className="text-bubble-out-muted">
            14:14
            <CheckCheck className="icon-14 text-tick-read" />
          </Meta>
        </div>
      </div>
      <p className="mt-5 flex items-center gap-1.5 text-meta text-muted-foreground">
        <History className="icon-14" />
        {t('recovered')}
      </p>
    </aside>
  );
}

function By({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div className={`mb-0.5 flex items-center gap-1 font-medium text-meta ${className}`}>{children}</div>
  );
}

function Meta({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span
      className={`float-right mt-1 ml-3 inline-flex items-center gap-1 text-[11px] tabular-nums leading-4 ${className}`}
    >
      {children}
    </span>
  );
}

'use client';

import { Braces } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Kbd } from '../ui/kbd';

type Props = { names: readonly string[]; onGoTo: (name: string) => void };

/** Which fields of the text are still empty; it can't be sent before. Each name leads to its field. */
export default function FieldsBar({ names, onGoTo }: Props) {
  const t = useTranslations('replies');
  return (
    <div className="mx-1.5 mt-1.5 flex items-center gap-2 rounded-lg bg-warning-soft px-2 py-1 text-meta text-warning">
      <Braces aria-hidden="true" className="icon-14" />
      <span className="shrink-0 font-medium">{t('fillIn')}</span>
      <span className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            aria-label={t('goTo', { name })}
            onClick={() => onGoTo(name)}
            className="h-6 shrink-0 rounded-sm px-1.5 underline underline-offset-2 hover:bg-foreground/7 max-md:h-9"
          >
            {name}
          </button>
        ))}
      </span>
      <span aria-hidden="true" className="flex shrink-0 items-center gap-1.5 max-md:hidden">
        <Kbd keys={['Tab']} />
        {t('nextField')}
      </span>
    </div>
  );
}

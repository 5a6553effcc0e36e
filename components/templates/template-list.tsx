'use client';

import { Braces, RotateCw, Zap } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { fillIn, type VariableValues } from '@/lib/templates/rules';
import type { TemplateView } from '@/lib/templates/schema';
import { cn } from '@/lib/utils';
import { useInbox } from '../conversations/inbox-context';
import { Kbd } from '../ui/kbd';
import { emptyFields } from './fields';
import type { Templates } from './template-store';

type Props = {
  id: string;
  templates: readonly TemplateView[];
  /** The one that Enter takes. */
  active: number;
  state: Templates['state'];
  /** What was typed to find one. */
  words: string;
  values: VariableValues;
  onChoose: (template: TemplateView) => void;
  onRetry: () => void;
};

/** The templates that fit what is typed, above the box; the keys stay in the box. */
export default function TemplateList(props: Props) {
  const { id, templates, active, words } = props;
  const t = useTranslations('replies');
  useEffect(() => {
    if (templates.length > 0)
      document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active, templates]);
  return (
    <div
      data-templates=""
      className="surface-float absolute inset-x-0 bottom-full z-20 mb-2 flex max-h-[min(304px,45dvh)] animate-appear flex-col overflow-hidden"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-b px-3 text-meta text-muted-foreground">
        <Zap aria-hidden="true" className="icon-14" />
        <span className="min-w-0 flex-1 truncate">{words ? t('with', { words }) : t('title')}</span>
        {templates.length > 0 && <KeyHints />}
      </div>
      {templates.length === 0 ? (
        <Nothing {...props} />
      ) : (
        <div id={id} role="listbox" aria-label={t('title')} className="overflow-y-auto p-1">
          {templates.map((template, index) => (
            <Row key={template.id} {...props} template={template} index={index} />
          ))}
        </div>
      )}
    </div>
  );
}

function KeyHints() {
  const t = useTranslations('replies');
  return (
    <span aria-hidden="true" className="flex shrink-0 items-center gap-2 max-md:hidden">
      <Kbd keys={['↑', '↓']} />
      {t('choose')}
      <Kbd keys={['Enter']} />
      {t('use')}
    </span>
  );
}

function Row({
  id,
  index,
  active,
  template,
  values,
  onChoose,
}: Props & { template: TemplateView; index: number }) {
  const t = useTranslations('replies');
  const { shortcut, title } = template;
  const text = fillIn(template.text, values);
  // Of somebody without a name, that is to be filled in, too.
  const count = emptyFields(text).length;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus and hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: as a listbox of a combobox it never has the focus
    <div
      id={`${id}-${index}`}
      role="option"
      aria-selected={index === active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(template)}
      className={cn(
        'flex h-9 cursor-pointer items-center gap-3 rounded-md px-2 max-md:h-11',
        index === active ? 'bg-popover-accent' : 'hover:bg-popover-accent',
      )}
    >
      <span className="w-26 shrink-0 truncate font-medium max-md:w-22">/{shortcut}</span>
      <span className="min-w-0 flex-1 truncate text-muted-foreground">
        {title && <span className="text-foreground">{title} · </span>}
        {text}
      </span>
      {count > 0 && (
        <span className="inline-flex shrink-0 items-center gap-1 text-meta text-warning">
          <Braces aria-hidden="true" className="icon-14" />
          {t('fields', { count })}
        </span>
      )}
    </div>
  );
}

/** Why there is nothing to choose, and what to do. */
function Nothing({ state, words, templates: _, onRetry }: Props) {
  const t = useTranslations('replies');
  const { me, templates } = useInbox();
  const isEmpty = templates.all.get().list?.length === 0;
  const isLoading = !templates.all.get().list && state !== 'failed';
  const link = 'shrink-0 font-medium text-foreground underline underline-offset-2';
  return (
    <div
      role="status"
      className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-muted-foreground"
    >
      <span>
        {t(isLoading ? 'loading' : state === 'failed' ? 'failed' : isEmpty ? 'empty' : 'none', { words })}
      </span>
      {state === 'failed' && (
        <button type="button" onClick={onRetry} className={cn(link, 'inline-flex items-center gap-1.5')}>
          <RotateCw aria-hidden="true" className="icon-14" />
          {t('retry')}
        </button>
      )}
      {!isLoading && state !== 'failed' && me.canManageTemplates && (
        <Link href="/settings/templates" className={link}>
          {t(isEmpty ? 'create' : 'manage')}
        </Link>
      )}
    </div>
  );
}

'use client';

import { Plus, Search, Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchInput } from '@/components/ui/input';
import type { TemplateView } from '@/lib/templates/schema';
import { DeleteTemplateDialog } from './delete-template-dialog';
import { searchTemplates } from './find-templates';
import { CREATE_BUTTON_ID } from './focus-ids';
import { TemplateDialog } from './template-dialog';
import { TemplateRows } from './template-rows';
import { useTemplates } from './use-templates';

type Open = { kind: 'create' } | { kind: 'edit' | 'delete'; template: TemplateView };

/** From so many on one looks for one. */
const SEARCH_FROM = 8;

/** The texts that a team writes once and sends often. */
export function TemplatesScreen({ initial, myName }: { initial: TemplateView[]; myName: string }) {
  const t = useTranslations('templates');
  const { templates, change } = useTemplates(initial);
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const found = searchTemplates(templates, words);
  const create = (
    <Button
      id={CREATE_BUTTON_ID}
      variant="primary"
      icon={<Plus />}
      onClick={() => setOpen({ kind: 'create' })}
    >
      {t('create')}
    </Button>
  );
  return (
    <div className="max-w-230">
      <div className="mb-4 flex items-start gap-4 narrow:flex-col">
        <div className="flex-1">
          <h2 className="text-title">{t('title')}</h2>
          <p className="max-w-140 text-muted-foreground">{t('about')}</p>
        </div>
        {templates.length > 0 && create}
      </div>
      {templates.length >= SEARCH_FROM && (
        <SearchInput
          icon={<Search aria-hidden="true" />}
          value={words}
          onChange={({ target }) => setWords(target.value)}
          aria-label={t('search')}
          placeholder={t('search')}
          className="mb-3 max-w-80 narrow:max-w-none"
        />
      )}
      {templates.length === 0 ? (
        <Card className="flex min-h-66">
          <EmptyState
            heading="h3"
            icon={<Zap />}
            title={t('empty.title')}
            text={t('empty.text')}
            action={create}
          />
        </Card>
      ) : (
        <TemplateRows
          templates={found}
          words={words}
          onEdit={(template) => setOpen({ kind: 'edit', template })}
          onDelete={(template) => setOpen({ kind: 'delete', template })}
        />
      )}
      {(open?.kind === 'create' || open?.kind === 'edit') && (
        <TemplateDialog
          template={open.kind === 'edit' ? open.template : undefined}
          myName={myName}
          onSaved={change.put}
          onClose={close}
        />
      )}
      {open?.kind === 'delete' && (
        <DeleteTemplateDialog template={open.template} onDeleted={change.remove} onClose={close} />
      )}
    </div>
  );
}

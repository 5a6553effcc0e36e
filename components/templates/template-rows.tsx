import { Braces, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { IconButton } from '@/components/ui/icon-button';
import type { TemplateView } from '@/lib/templates/schema';
import { templateButtonIdOf } from './focus-ids';
import { TemplateText } from './template-text';

type Props = {
  templates: TemplateView[];
  /** What was looked for. */
  words: string;
  onEdit: (template: TemplateView) => void;
  onDelete: (template: TemplateView) => void;
};

/** Templates in rows by their shortcut; a long text shows its first lines. */
export function TemplateRows({ templates, words, onEdit, onDelete }: Props) {
  const t = useTranslations('templates');
  if (templates.length === 0)
    return (
      <p role="status" className="py-4 text-muted-foreground">
        {t('none', { words })}
      </p>
    );
  return (
    <Card>
      <ul aria-label={t('title')}>
        {templates.map((template) => (
          <li
            key={template.id}
            className="flex items-start gap-4 border-border/65 border-b py-2.5 pr-2 pl-4 [contain-intrinsic-size:auto_64px] [content-visibility:auto] last:border-b-0 narrow:gap-2"
          >
            <TemplateSummary template={template} />
            <span className="flex shrink-0">
              <IconButton
                id={templateButtonIdOf(template.id)}
                label={t('edit', { shortcut: template.shortcut })}
                icon={<Pencil />}
                side="left"
                size="sm"
                className="[&>svg]:icon-16"
                onClick={() => onEdit(template)}
              />
              <IconButton
                label={t('delete', { shortcut: template.shortcut })}
                icon={<Trash2 />}
                side="left"
                size="sm"
                className="[&>svg]:icon-16"
                onClick={() => onDelete(template)}
              />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function TemplateSummary({ template: { shortcut, title, text, fields } }: { template: TemplateView }) {
  const t = useTranslations('templates');
  return (
    <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,12rem)_minmax(0,1fr)] gap-x-4 narrow:grid-cols-[minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="truncate font-medium">/{shortcut}</p>
        {title && <p className="truncate text-meta text-muted-foreground">{title}</p>}
      </div>
      <div className="min-w-0">
        <p className="line-clamp-2 whitespace-pre-line text-muted-foreground">
          <TemplateText text={text} />
        </p>
        {fields.length > 0 && (
          <p className="mt-1 inline-flex items-center gap-1 text-meta text-warning">
            <Braces aria-hidden="true" className="icon-14" />
            {t('fields', { count: fields.length })}
          </p>
        )}
      </div>
    </div>
  );
}

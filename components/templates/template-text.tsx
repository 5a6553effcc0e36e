import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { toKnown, variablesIn } from '@/lib/templates/rules';
import { cn } from '@/lib/utils';

/** A text with its variables as chips: quiet where they fill themselves in, amber where somebody has to. */
export function TemplateText({ text }: { text: string }) {
  const t = useTranslations('templates.variables.names');
  const variables = variablesIn(text);
  return (
    <span className="break-words">
      {variables.map(({ name, from, to }, index) => {
        const known = toKnown(name);
        return (
          <Fragment key={from}>
            {text.slice(variables[index - 1]?.to ?? 0, from)}
            <mark
              className={cn(
                'rounded-sm px-1',
                known ? 'bg-secondary text-secondary-foreground' : 'bg-warning-soft text-warning',
              )}
            >
              {known ? t(known) : name}
            </mark>
            {index === variables.length - 1 && text.slice(to)}
          </Fragment>
        );
      })}
      {variables.length === 0 && text}
    </span>
  );
}

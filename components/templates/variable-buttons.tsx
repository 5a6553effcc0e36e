import { useTranslations } from 'next-intl';
import { KNOWN_VARIABLES } from '@/lib/templates/rules';

const button =
  'inline-flex h-7 items-center rounded-lg border px-2 text-meta hover:bg-accent active:bg-accent-pressed max-md:h-9';

/** Puts a variable into the text: those that fill themselves, and a field of one's own. */
export function VariableButtons({ onInsert }: { onInsert: (variable: string) => void }) {
  const t = useTranslations('templates.variables');
  return (
    <fieldset className="mb-4">
      <legend className="mb-1.5 text-meta text-muted-foreground">{t('insert')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {KNOWN_VARIABLES.map((name) => (
          <button key={name} type="button" className={button} onClick={() => onInsert(`{{${name}}}`)}>
            {t(`names.${name}`)}
          </button>
        ))}
        <button
          type="button"
          className={`${button} border-warning-border bg-warning-soft text-warning`}
          onClick={() => onInsert(`{{${t('field')}}}`)}
        >
          {t('own')}
        </button>
      </div>
      <p className="mt-1.5 text-meta text-muted-foreground">{t('hint')}</p>
    </fieldset>
  );
}

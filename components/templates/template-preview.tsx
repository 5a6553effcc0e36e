import { useTranslations } from 'next-intl';
import { fillIn } from '@/lib/templates/rules';
import { TemplateText } from './template-text';

/** How the customer gets the text; the fields that are still to fill stand out. */
export function TemplatePreview({ text, myName }: { text: string; myName: string }) {
  const t = useTranslations('templates.preview');
  const values = {
    nome: t('name'),
    primeiro_nome: t('firstName'),
    atendente: myName,
    nome_do_numero: t('number'),
  };
  if (text.trim() === '') return null;
  return (
    <section aria-labelledby="template-preview" className="rounded-lg bg-thread p-3">
      <h3 id="template-preview" className="mb-1.5 text-meta text-muted-foreground">
        {t('title')}
      </h3>
      <p className="ml-auto w-fit max-w-[84%] whitespace-pre-wrap rounded-xl bg-bubble-out px-3 py-2 text-bubble-out-foreground">
        <TemplateText text={fillIn(text.trim(), values)} />
      </p>
    </section>
  );
}

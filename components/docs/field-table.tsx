import { useTranslations } from 'next-intl';
import type { Field } from './fields';

type Row = Field & { place?: 'path' | 'query' | 'header' };

/** Names and types of some values; nothing when there are none. */
export function FieldTable({ title, fields }: { title: string; fields: Row[] }) {
  const t = useTranslations('docs');
  if (fields.length === 0) return null;
  return (
    <table className="w-full table-fixed text-left">
      <caption className="pb-1 text-left font-semibold">{title}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('type')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={`${field.place}:${field.name}`} className="border-t align-baseline">
            <th scope="row" className="w-2/5 py-1.5 pr-4 font-normal">
              <code className="font-mono text-[13px] leading-5">{field.name}</code>
              {field.place && (
                <span className="ml-2 text-meta text-muted-foreground">{t(`place.${field.place}`)}</span>
              )}
            </th>
            <td className="py-1.5 text-muted-foreground">
              <code className="font-mono text-meta">{field.type}</code>
              {!field.isRequired && <span className="ml-2 text-meta">{t('optional')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

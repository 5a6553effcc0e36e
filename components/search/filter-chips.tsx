import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/lib/utils';
import { NativePicker } from '../conversations/native-picker';
import { type SearchFilters, SPANS } from './search-query';

type Props = {
  filters: SearchFilters;
  numbers: readonly { id: string; name: string }[];
  onChange: (change: Partial<SearchFilters>) => void;
};

const chip =
  'inline-flex h-6 shrink-0 items-center gap-[3px] rounded-md border px-[7px] font-medium text-meta text-muted-foreground whitespace-nowrap max-md:h-9 max-md:px-2.5';
const chipOn = 'border-transparent bg-popover-muted text-foreground';

/** What narrows the search: a person, a number, a time. */
export function FilterChips({ filters, numbers, onChange }: Props) {
  const t = useTranslations('search');
  const { person, instanceId, span } = filters;
  return (
    <div className="flex shrink-0 gap-1 overflow-x-auto px-4 py-2 [scrollbar-width:none]">
      {person && (
        <button
          type="button"
          className={cn(chip, chipOn)}
          aria-label={t('leavePerson', { name: person.title })}
          onClick={() => onChange({ person: undefined })}
        >
          <span className="max-w-40 truncate">{person.title}</span>
          <X aria-hidden="true" className="icon-12" />
        </button>
      )}
      {numbers.length > 1 && !person && (
        <NativePicker
          label={t('number')}
          value={instanceId ?? ''}
          options={[
            { value: '', label: t('anyNumber') },
            ...numbers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onPick={(id) => onChange({ instanceId: id || undefined })}
          className={cn(chip, instanceId && chipOn)}
        >
          <span className="max-w-28 truncate">
            {numbers.find(({ id }) => id === instanceId)?.name ?? t('number')}
          </span>
        </NativePicker>
      )}
      <NativePicker
        label={t('time')}
        value={span}
        options={SPANS.map((value) => ({ value, label: t(`spans.${value}`) }))}
        onPick={(value) => onChange({ span: value })}
        className={cn(chip, span !== 'any' && chipOn)}
      >
        {t(`spans.${span}`)}
      </NativePicker>
    </div>
  );
}

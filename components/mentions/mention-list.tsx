'use client';

import { useTranslations } from 'next-intl';
import type { GroupPerson } from '@/lib/conversations/group-schema';
import { cn } from '@/lib/utils';
import { formatPhone } from '../conversations/phone';
import { Avatar } from '../ui/avatar';

type Props = {
  id: string;
  people: readonly GroupPerson[];
  /** The one that Enter takes. */
  active: number;
  onChoose: (person: GroupPerson) => void;
};

/** Whom the text can name, above the box; the keys stay in the box. */
export default function MentionList({ id, people, active, onChoose }: Props) {
  const t = useTranslations('conversations.mentions');
  return (
    <div className="surface-float absolute inset-x-0 bottom-full z-20 mb-2 max-h-75 animate-appear overflow-y-auto p-1">
      <p aria-hidden="true" className="px-2 pt-1 pb-1.5 text-meta text-muted-foreground">
        {t('title')}
      </p>
      <div id={id} role="listbox" aria-label={t('title')}>
        {people.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus and hears the keys
          // biome-ignore lint/a11y/useFocusableInteractive: as a listbox of a combobox it never has the focus
          <div
            key={person.mention}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(person)}
            className={cn(
              'flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 max-md:h-11',
              index === active ? 'bg-popover-accent' : 'hover:bg-popover-accent',
            )}
          >
            <Avatar id={person.contactId ?? person.mention} name={person.name} size={24} />
            <span className="min-w-0 truncate font-medium">{formatPhone(person.name)}</span>
            {person.phoneNumber && person.phoneNumber !== person.name && (
              <span className="ml-auto shrink-0 text-meta text-muted-foreground tabular-nums">
                {formatPhone(person.phoneNumber)}
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

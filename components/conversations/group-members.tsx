import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { Group } from '@/lib/conversations/group-schema';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { formatPhone } from './phone';

/** More are shown when somebody asks for them. */
const FIRST = 30;

/** Who is in a group, in the panel beside the thread. */
export function GroupMembers({ group, ownName }: { group: Group; ownName: string }) {
  const t = useTranslations('groups');
  const [isAll, showAll] = useState(false);
  const { people, size, isOwnAdmin } = group;
  const shown = isAll ? people : people.slice(0, FIRST);
  const hidden = (size ?? 0) - people.length - (isOwnAdmin === null ? 0 : 1);
  return (
    <section aria-labelledby="group-members" className="border-t px-4 py-3">
      <h3 id="group-members" className="font-medium text-meta text-muted-foreground">
        {size === null ? t('title') : t('members', { count: size })}
      </h3>
      {size === null && <p className="mt-1 text-meta text-muted-foreground">{t('onlyWriters')}</p>}
      <ul className="mt-1.5">
        {isOwnAdmin !== null && (
          <Member id={ownName} name={ownName} aside={t('thisNumber')} isAdmin={isOwnAdmin} />
        )}
        {shown.map(({ mention, contactId, name, phoneNumber, isAdmin }) => (
          <Member
            key={mention}
            id={contactId ?? mention}
            name={formatPhone(name)}
            aside={phoneNumber && phoneNumber !== name ? formatPhone(phoneNumber) : undefined}
            isAdmin={isAdmin}
          />
        ))}
      </ul>
      {hidden > 0 && <p className="mt-1 text-meta text-muted-foreground">{t('others', { count: hidden })}</p>}
      {shown.length < people.length && (
        <Button size="sm" className="mt-2" onClick={() => showAll(true)}>
          {t('showAll', { count: people.length })}
        </Button>
      )}
    </section>
  );
}

type MemberProps = { id: string; name: string; aside: ReactNode; isAdmin: boolean };

function Member({ id, name, aside, isAdmin }: MemberProps) {
  const t = useTranslations('groups');
  return (
    <li className="flex min-h-11 items-center gap-2.5">
      <Avatar id={id} name={name} size={28} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {aside && (
          <span className="block truncate text-meta text-muted-foreground tabular-nums">{aside}</span>
        )}
      </span>
      {isAdmin && <span className="shrink-0 text-meta text-muted-foreground">{t('admin')}</span>}
    </li>
  );
}

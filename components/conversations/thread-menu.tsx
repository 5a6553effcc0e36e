'use client';

import { AlarmClock, Search, UserRound, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AnchoredMenu } from '../messages/anchored-menu';
import type { MenuPlace } from '../messages/menu-button';
import { DropdownMenuItem } from '../ui/dropdown-menu';

type Props = {
  isGroup: boolean;
  place: MenuPlace;
  onSearch: () => void;
  /** Undefined for those who only read. */
  onSnooze: (() => void) | undefined;
  onPanel: () => void;
  onClose: () => void;
};

/** On a phone: what can be done with the open conversation and has no button there. */
export default function ThreadMenu({ isGroup, place, onSearch, onSnooze, onPanel, onClose }: Props) {
  const t = useTranslations('conversations');
  return (
    <AnchoredMenu place={place} label={t('header.menu')} align="end" onClose={onClose}>
      {(afterwards) => (
        <>
          <DropdownMenuItem onSelect={() => afterwards(onSearch)}>
            <Search aria-hidden="true" />
            {t('header.search')}
          </DropdownMenuItem>
          {onSnooze && (
            <DropdownMenuItem onSelect={() => afterwards(onSnooze)}>
              <AlarmClock aria-hidden="true" />
              {t('snooze.button')}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => afterwards(onPanel)}>
            {isGroup ? <Users aria-hidden="true" /> : <UserRound aria-hidden="true" />}
            {t(isGroup ? 'panel.group' : 'panel.contact')}
          </DropdownMenuItem>
        </>
      )}
    </AnchoredMenu>
  );
}

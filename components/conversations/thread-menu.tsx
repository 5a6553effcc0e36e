'use client';

import { AlarmClock, Search, UserRound, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { MenuPlace } from '../messages/menu-button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';

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
  const { returnTo, ...box } = place;
  // While the menu is there it keeps the focus.
  const chosen = useRef<() => void>(undefined);
  const choose = (verb: () => void) => () => {
    chosen.current = verb;
  };
  return (
    <DropdownMenu open modal onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden="true" className="pointer-events-none fixed" style={box} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        aria-label={t('header.menu')}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnTo.focus({ preventScroll: true });
          chosen.current?.();
        }}
      >
        <DropdownMenuItem onSelect={choose(onSearch)}>
          <Search aria-hidden="true" />
          {t('header.search')}
        </DropdownMenuItem>
        {onSnooze && (
          <DropdownMenuItem onSelect={choose(onSnooze)}>
            <AlarmClock aria-hidden="true" />
            {t('snooze.button')}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={choose(onPanel)}>
          {isGroup ? <Users aria-hidden="true" /> : <UserRound aria-hidden="true" />}
          {t(isGroup ? 'panel.group' : 'panel.contact')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

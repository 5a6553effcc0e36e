import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';

/** Where a menu opens, and what has the focus again afterwards. */
export type MenuPlace = { left: number; top: number; width: number; height: number; returnTo: HTMLElement };

type Props = {
  message: MessageView;
  isOurs: boolean;
  /** One tab stop in the thread; the arrows lead to the others. */
  isTabStop: boolean;
  onOpen: (id: string, place: MenuPlace) => void;
};

/** Beside a bubble, while one points at it or has come to it by keyboard. */
export function MenuButton({ message, isOurs, isTabStop, onOpen }: Props) {
  const t = useTranslations('conversations.menu');
  return (
    <button
      type="button"
      data-message-menu
      tabIndex={isTabStop ? 0 : -1}
      aria-haspopup="menu"
      aria-label={t('open')}
      onClick={(event) => onOpen(message.id, placeOf(event.currentTarget))}
      className={cn(
        'absolute top-0.5 grid size-7 place-items-center rounded-full bg-background text-muted-foreground opacity-0 ring-1 ring-border hover:bg-accent hover:text-foreground focus-visible:opacity-100 group-hover/line:opacity-100 dark:bg-secondary dark:ring-0',
        isOurs ? 'right-full mr-1.5' : 'left-full ml-1.5',
      )}
    >
      <ChevronDown aria-hidden="true" className="icon-16" />
    </button>
  );
}

/** The place of an element on the screen. */
export function placeOf(element: HTMLElement): MenuPlace {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height, returnTo: element };
}

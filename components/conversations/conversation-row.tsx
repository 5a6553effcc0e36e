import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MouseEvent, memo } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { cn } from '@/lib/utils';
import { useClock } from '../messages/clock';
import { Avatar } from '../ui/avatar';
import { LabelTag, Pill } from '../ui/badge';
import { toneOf } from '../ui/tone';
import { RowPreview } from './row-preview';
import type { Approach } from './use-approach';
import { useTitle } from './use-title';

type Props = {
  view: ConversationView;
  href: string;
  isOpen: boolean;
  draft: string | undefined;
  /** The number it came through, where there are several. */
  via: string | undefined;
  /** Opens it here; without it the link is followed. */
  onOpen: ((id: string) => void) | undefined;
  approach: Approach;
};

/** One conversation of the list, 72 high. A plain link, so that it also opens in a tab of its own. */
export const ConversationRow = memo(function ConversationRow({
  view,
  href,
  isOpen,
  draft,
  via,
  onOpen,
  approach,
}: Props) {
  const { times, now } = useClock();
  const title = useTitle()(view.title);
  const isUnread = view.unreadCount > 0;
  const open = (event: MouseEvent) => {
    if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(view.id);
  };
  return (
    <a
      href={href}
      onClick={open}
      onMouseDown={(event) => event.button === 0 && approach.press(view)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && approach.near(view)}
      onPointerDown={(event) => event.pointerType === 'touch' && approach.press(view)}
      onPointerLeave={approach.away}
      onFocus={() => approach.near(view)}
      onBlur={approach.away}
      aria-current={isOpen ? 'page' : undefined}
      data-conversation={view.id}
      className={cn(
        'relative grid h-full grid-cols-[40px_minmax(0,1fr)] content-center gap-x-3 px-3 outline-offset-[-2px] transition-colors narrow:px-4',
        'after:absolute after:right-0 after:bottom-0 after:left-16 after:border-border/65 after:border-b narrow:after:left-17',
        isOpen
          ? 'bg-accent before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-foreground'
          : 'hover:bg-accent/55',
      )}
    >
      <Avatar id={view.contact?.id ?? view.id} name={title} src={view.contact?.avatarUrl} />
      <div className="min-w-0">
        <div className="flex h-5 items-center gap-1.5">
          <span className={cn('truncate', isUnread ? 'font-semibold' : 'font-medium')}>{title}</span>
          {view.kind === 'group' && <GroupIcon />}
          {view.lastMessageAt && (
            <time
              dateTime={view.lastMessageAt}
              className={cn(
                'ml-auto whitespace-nowrap pl-1 text-meta',
                isUnread ? 'font-medium text-primary' : 'text-muted-foreground',
              )}
            >
              {times.short(view.lastMessageAt, now)}
            </time>
          )}
        </div>
        <div className="flex h-5 items-center gap-1.5">
          <RowPreview view={view} draft={isOpen ? undefined : draft} />
          {isUnread && <UnreadPill count={view.unreadCount} />}
        </div>
        <RowFoot view={view} via={via} />
      </div>
    </a>
  );
});

function GroupIcon() {
  const t = useTranslations('conversations');
  return <Users role="img" aria-label={t('group')} className="icon-14 text-muted-foreground" />;
}

function UnreadPill({ count }: { count: number }) {
  const t = useTranslations('conversations');
  return (
    <Pill>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('unreadPill', { count })}</span>
    </Pill>
  );
}

function RowFoot({ view, via }: Pick<Props, 'view' | 'via'>) {
  const t = useTranslations('conversations');
  return (
    <div className="mt-1 flex h-4 items-center gap-2">
      {via && (
        <span className="h-4 max-w-28 shrink-0 truncate rounded-sm bg-foreground/7 px-[5px] text-meta text-muted-foreground">
          {via}
        </span>
      )}
      {view.labels.map((label) => (
        <LabelTag key={label.id} className={toneOf(label.id)}>
          {label.name}
        </LabelTag>
      ))}
      <span className="ml-auto flex shrink-0">
        {view.assignee ? (
          <span data-tooltip={t('assignedTo', { name: view.assignee.name })} className="flex">
            <Avatar id={view.assignee.id} name={view.assignee.name} size={16} />
            <span className="sr-only">{t('assignedTo', { name: view.assignee.name })}</span>
          </span>
        ) : (
          <span
            data-tooltip={t('nobody')}
            className="size-4 rounded-full border border-muted-foreground/60 border-dashed"
          >
            <span className="sr-only">{t('nobody')}</span>
          </span>
        )}
      </span>
    </div>
  );
}

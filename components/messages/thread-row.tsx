import { History, Info, Phone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { Avatar } from '../ui/avatar';
import { useClock } from './clock';
import type { MediaVerbs } from './media/media-body';
import { MenuButton, type MenuPlace } from './menu-button';
import { MessageBubble } from './message-bubble';
import type { NumberNow } from './message-state';
import { OutgoingBubble } from './outgoing-bubble';
import type { ThreadRow } from './thread-rows';
import type { UndoVerb } from './undo-line';
import { useLongPress } from './use-long-press';

export type RowVerbs = MediaVerbs & {
  /** Sends a failed message again; absent where this person may not send. */
  retryMessage?: (id: string) => void;
  /** Lets a held message go at once; absent where this person may not. */
  releaseMessage?: (id: string) => void;
  /** Forgets a change that failed, or takes a send that nobody can tell about as it is; absent where this person may not send. */
  dismissChanges?: (id: string) => void;
  /** Takes back what has not left yet; for the one who wrote it. */
  undo?: UndoVerb;
  retryOutgoing: (clientId: string) => void;
  discardOutgoing: (clientId: string) => void;
  /** Opens the menu of a message; absent until the page is alive. */
  openMenu?: (id: string, place: MenuPlace) => void;
  /** Shows a message that another one quotes. */
  jumpTo?: (id: string) => unknown;
};

const SYSTEM_LINE =
  'mt-3 mb-1 flex items-center justify-center gap-1.5 px-6 text-center text-meta text-muted-foreground tabular-nums';

type Props = {
  row: ThreadRow;
  isGroupChat: boolean;
  myName: string;
  verbs: RowVerbs;
  /** Undefined where it was deleted. */
  number: NumberNow | undefined;
  /** Shown for a moment so that the eye finds it. */
  isFlashing?: boolean;
  /** Its menu is where the Tab key leads. */
  isTabStop?: boolean;
};

/** One line of the thread: day, divider, bubble. */
export const ThreadLine = memo(function ThreadLine(props: Props) {
  const { row, isGroupChat, myName, verbs, number, isFlashing = false, isTabStop = false } = props;
  const { message, outgoing, startsGroup } = row;
  const { openMenu } = verbs;
  const touch = useLongPress(({ x, y }, returnTo) => {
    if (message) openMenu?.(message.id, { left: x, top: y, width: 0, height: 0, returnTo });
  });
  const isOurs = !message || message.direction === 'outbound';
  if (message?.type === 'system')
    return (
      <>
        <Above row={row} />
        <SystemLine message={message} />
      </>
    );
  const hasFace = isGroupChat && !isOurs;
  return (
    <>
      <Above row={row} />
      <article
        data-message={message?.id ?? outgoing?.clientId}
        data-row={row.key}
        data-flash={isFlashing || undefined}
        className={cn(
          'group/line flex items-start gap-2 px-6 transition-[background-color,box-shadow] narrow:px-3',
          startsGroup ? 'pt-3 narrow:pt-2' : 'pt-0.5',
          // As much below the bubble as above it.
          isFlashing && 'bg-highlight shadow-highlight',
          isFlashing && (startsGroup ? 'shadow-[0_12px_0] narrow:shadow-[0_8px_0]' : 'shadow-[0_2px_0]'),
          isOurs && 'justify-end',
        )}
      >
        {hasFace && (startsGroup ? <Face row={row} /> : <span className="w-7 shrink-0" />)}
        <div
          className={cn(
            'flex min-w-0 max-w-[min(78%,480px)] flex-col pointer-coarse:select-none pointer-coarse:[-webkit-touch-callout:none] narrow:max-w-[84%]',
            isOurs ? 'items-end' : 'items-start',
          )}
          {...touch}
        >
          {message ? (
            <MessageBubble
              message={message}
              album={row.album}
              startsGroup={startsGroup}
              isGroupChat={isGroupChat}
              number={number}
              isBehind={row.isBehind}
              onRetry={verbs.retryMessage}
              onDismiss={verbs.dismissChanges}
              onRelease={verbs.releaseMessage}
              onJump={verbs.jumpTo}
              undo={verbs.undo}
              media={verbs}
              menu={
                openMenu && (
                  <MenuButton message={message} isOurs={isOurs} isTabStop={isTabStop} onOpen={openMenu} />
                )
              }
            />
          ) : (
            <OutgoingBubble
              outgoing={row.outgoing}
              startsGroup={startsGroup}
              senderName={myName}
              onRetry={verbs.retryOutgoing}
              onDiscard={verbs.discardOutgoing}
            />
          )}
        </div>
      </article>
    </>
  );
});

function Face({ row: { message } }: Pick<Props, 'row'>) {
  const name = message?.sender.name ?? '';
  return <Avatar id={message?.sender.id ?? name} name={name} size={28} />;
}

function Above({ row }: Pick<Props, 'row'>) {
  const t = useTranslations('conversations.thread');
  return (
    <>
      {row.startsDay && (
        <div className="flex justify-center py-2">
          <DayPill sentAt={row.sentAt} />
        </div>
      )}
      {row.message?.recovered && <Recovered {...row.message.recovered} />}
      {row.unreadBelow !== undefined && (
        <p className="mx-6 mt-4 mb-1 flex items-center gap-3 font-semibold text-meta text-primary before:h-px before:flex-1 before:bg-primary/40 after:h-px after:flex-1 after:bg-primary/40 narrow:mx-3">
          {t('unread', { count: row.unreadBelow })}
        </p>
      )}
    </>
  );
}

/** How many messages were missed and found later, and from when to when. */
function Recovered({ count, from, to }: NonNullable<MessageView['recovered']>) {
  const t = useTranslations('conversations.thread');
  const { times, now } = useClock();
  const say = (at: string, before: string | number) =>
    times.dayOf(at) === times.dayOf(before) ? times.clock(at) : `${times.short(at, now)} ${times.clock(at)}`;
  const span = { count, from: say(from, now), to: say(to, from) };
  const isMoment = times.clock(from) === times.clock(to) && times.dayOf(from) === times.dayOf(to);
  return (
    <p className={SYSTEM_LINE}>
      <History aria-hidden="true" className="icon-14 shrink-0" />
      {t(isMoment ? 'recoveredAt' : 'recovered', span)}
    </p>
  );
}

/** The name of a day, in a pill. */
export function DayPill({ sentAt }: { sentAt: string }) {
  const { times, now } = useClock();
  return (
    <span className="rounded-xl bg-background px-2.5 py-1 font-medium text-meta text-muted-foreground ring-1 ring-border dark:bg-secondary dark:ring-2 dark:ring-thread">
      {times.day(sentAt, now)}
    </span>
  );
}

function SystemLine({ message: { system, text } }: { message: MessageView }) {
  const t = useTranslations('conversations');
  const Icon = system?.kind.startsWith('call') ? Phone : Info;
  return (
    <p className={SYSTEM_LINE}>
      <Icon aria-hidden="true" className="icon-14 shrink-0" />
      {system
        ? t(`system.${system.kind}`, {
            people: system.people.join(', '),
            count: system.people.length,
            title: system.title ?? '',
            video: String(system.video),
          })
        : text || t('types.system')}
    </p>
  );
}

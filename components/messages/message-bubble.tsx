import { Bot, Cable, Clock3, Forward, History, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { toneOf } from '../ui/tone';
import { useIsAdmin } from './admins';
import { BubbleFrame, BubbleMeta } from './bubble-frame';
import { FailedChanges } from './failed-changes';
import { isSound, isSticker, isVisual, type MediaVerbs } from './media/media-body';
import { withNames } from './mentioned-names';
import { isLarge, MessageBody } from './message-body';
import type { NumberNow } from './message-state';
import { Quote } from './quote';
import { ReactionPill } from './reaction-pill';
import { StateLine } from './state-line';
import { UndoLine, type UndoVerb } from './undo-line';

type Props = {
  message: MessageView;
  album: readonly MessageView[] | undefined;
  startsGroup: boolean;
  isGroupChat: boolean;
  number: NumberNow | undefined;
  isBehind: boolean;
  /** Present where this person may send again. */
  onRetry?: (id: string) => void;
  onDismiss?: (id: string) => void;
  onRelease?: (id: string) => void;
  undo?: UndoVerb;
  /** Shows what was quoted. */
  onJump?: (id: string) => void;
  media: MediaVerbs;
  /** Beside the bubble. */
  menu?: ReactNode;
};

/** One message as a bubble, with what stands in and below it. */
export function MessageBubble(props: Props) {
  const {
    message,
    album,
    startsGroup,
    isGroupChat,
    number,
    isBehind,
    onRetry,
    onDismiss,
    onRelease,
    undo,
    onJump,
    media,
    menu,
  } = props;
  const isOurs = message.direction === 'outbound';
  const isFailed = message.status === 'failed' && !message.revokedAt;
  const look = {
    isOurs,
    startsGroup,
    isFailed,
    isLarge: isLarge(message) || isSticker(message),
    isVisual: isVisual(message),
    hasCaption: Boolean(message.text),
    isSound: isSound(message),
  };
  return (
    <>
      <div className="relative flex min-w-0 max-w-full">
        {menu}
        <BubbleFrame
          look={look}
          head={
            <>
              {startsGroup &&
                (isOurs ? <OurSender message={message} /> : isGroupChat && <Member message={message} />)}
              {message.replyTo && <Quote reply={message.replyTo} isOurs={isOurs} onJump={onJump} />}
            </>
          }
          meta={
            <BubbleMeta
              sentAt={message.sentAt}
              status={isOurs && !message.revokedAt ? message.status : undefined}
              marks={<Marks message={message} />}
            />
          }
        >
          <MessageBody message={withNames(message)} album={album} verbs={media} />
        </BubbleFrame>
      </div>
      <ReactionPill reactions={message.reactions} />
      <StateLine
        message={message}
        number={number}
        isBehind={isBehind}
        onRetry={onRetry}
        onLeave={onDismiss}
        onRelease={onRelease}
      />
      {message.undoUntil && undo?.by === message.sender.id && (
        <UndoLine until={message.undoUntil} onUndo={() => undo.run(message)} />
      )}
      <FailedChanges
        changes={message.pendingChanges}
        onRetry={onRetry && (() => onRetry(message.id))}
        onDismiss={onDismiss && (() => onDismiss(message.id))}
      />
    </>
  );
}

/** Who answered: a colleague by name; what no person typed here by its sign. */
function OurSender({ message: { sender } }: Pick<Props, 'message'>) {
  const t = useTranslations('conversations.thread');
  const signs = {
    phone: { icon: <Smartphone />, text: t('sentOnPhone') },
    api: { icon: <Cable />, text: sender.name ?? t('sentByApi') },
    automation: { icon: <Bot />, text: sender.name ?? t('sentByAutomation') },
  };
  const sign = sender.kind in signs ? signs[sender.kind as keyof typeof signs] : undefined;
  const text = sign?.text ?? sender.name;
  if (!text) return null;
  return (
    <div className="mb-0.5 flex items-center gap-1 font-medium text-bubble-out-muted text-meta [&>svg]:icon-12">
      {sign?.icon}
      <span className="truncate">{text}</span>
    </div>
  );
}

function Member({ message: { sender } }: Pick<Props, 'message'>) {
  const t = useTranslations('conversations.thread');
  const tGroups = useTranslations('groups');
  const isAdmin = useIsAdmin(sender.id);
  return (
    <div className={cn('mb-0.5 flex items-baseline gap-2 text-meta', toneOf(sender.id ?? sender.name ?? ''))}>
      <span className="truncate font-semibold text-tone">{sender.name ?? t('unknownSender')}</span>
      {isAdmin && <span className="ml-auto shrink-0 text-bubble-in-muted">{tGroups('admin')}</span>}
    </div>
  );
}

function Marks({ message }: Pick<Props, 'message'>) {
  const t = useTranslations('conversations.thread');
  return (
    <>
      {message.forwarded && <Forward role="img" aria-label={t('forwarded')} className="icon-12" />}
      {message.late && (
        <span role="img" aria-label={t('late')} data-tooltip={t('late')}>
          <History className="icon-12" />
        </span>
      )}
      {message.editedAt && !message.revokedAt && <span>{t('edited')}</span>}
      {message.pendingChanges.some(({ state }) => state !== 'failed') && (
        <Clock3 role="img" aria-label={t('changing')} className="icon-12" />
      )}
    </>
  );
}

import { Bot, Cable, Clock3, Forward, History, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { toneOf } from '../ui/tone';
import { BubbleFrame, BubbleMeta, BubbleNote, noteAction } from './bubble-frame';
import { FailedChanges } from './failed-changes';
import { isLarge, MessageBody } from './message-body';
import { ReactionPill } from './reaction-pill';

type Props = {
  message: MessageView;
  startsGroup: boolean;
  isGroupChat: boolean;
  /** Present where this person may send again. */
  onRetry?: (id: string) => void;
  onDismiss?: (id: string) => void;
};

/** One message as a bubble, with what stands in and below it. */
export function MessageBubble({ message, startsGroup, isGroupChat, onRetry, onDismiss }: Props) {
  const isOurs = message.direction === 'outbound';
  const isFailed = message.status === 'failed' && !message.revokedAt;
  const look = { isOurs, startsGroup, isFailed, isLarge: isLarge(message) };
  return (
    <>
      <BubbleFrame
        look={look}
        head={
          <>
            {startsGroup &&
              (isOurs ? <OurSender message={message} /> : isGroupChat && <Member message={message} />)}
            {message.replyTo && <Quote reply={message.replyTo} isOurs={isOurs} />}
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
        <MessageBody message={message} />
      </BubbleFrame>
      <ReactionPill reactions={message.reactions} />
      <Below message={message} onRetry={onRetry} />
      <FailedChanges
        changes={message.pendingChanges}
        onRetry={onRetry && (() => onRetry(message.id))}
        onDismiss={onDismiss && (() => onDismiss(message.id))}
      />
    </>
  );
}

function Below({ message, onRetry }: Pick<Props, 'message' | 'onRetry'>) {
  const t = useTranslations('conversations.thread');
  if (message.direction === 'inbound') return null;
  if (message.status === 'checking') return <BubbleNote>{t('checkingHint')}</BubbleNote>;
  // Cancelled here before it left: there is nothing to explain, and nothing to send again.
  if (message.revokedAt) return null;
  if (message.status === 'queued' && message.error)
    return <BubbleNote>{t('waits', { reason: t(`reasons.${message.error.code}`) })}</BubbleNote>;
  if (message.status !== 'failed') return null;
  return (
    <BubbleNote isBad>
      {message.error ? t('failed', { reason: t(`reasons.${message.error.code}`) }) : t('failedPlain')}
      {onRetry && (
        <button type="button" className={noteAction} onClick={() => onRetry(message.id)}>
          {t('retry')}
        </button>
      )}
    </BubbleNote>
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
  return (
    <div
      className={cn(
        'mb-0.5 truncate font-semibold text-meta text-tone',
        toneOf(sender.id ?? sender.name ?? ''),
      )}
    >
      {sender.name ?? t('unknownSender')}
    </div>
  );
}

function Quote({ reply, isOurs }: { reply: NonNullable<MessageView['replyTo']>; isOurs: boolean }) {
  return (
    <blockquote
      className={cn(
        '-mx-1 mb-1.5 rounded-md border-primary border-l-[3px] px-2.5 py-1.5 text-meta',
        isOurs ? 'bg-foreground/7 text-bubble-out-muted' : 'bg-foreground/6 text-bubble-in-muted',
      )}
    >
      <b className="block truncate font-semibold text-bubble-link">{reply.senderName}</b>
      <span className="block truncate">{reply.text}</span>
    </blockquote>
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

import { useTranslations } from 'next-intl';
import { BubbleFrame, BubbleMeta, BubbleNote, noteAction } from './bubble-frame';
import { isLarge } from './message-body';
import type { Outgoing } from './outbox';
import { Quote } from './quote';
import { RichMessage } from './rich-message';

type Props = {
  outgoing: Outgoing;
  startsGroup: boolean;
  senderName: string;
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
};

/** A text that the server has not taken yet, looking like the message it becomes. */
export function OutgoingBubble({ outgoing, startsGroup, senderName, onRetry, onDiscard }: Props) {
  const t = useTranslations('conversations.thread');
  const isFailed = outgoing.state === 'failed';
  const look = { isOurs: true, startsGroup, isFailed, isLarge: isLarge(asText(outgoing)) };
  return (
    <>
      <BubbleFrame
        look={look}
        head={
          <>
            {startsGroup && (
              <div className="mb-0.5 truncate font-medium text-bubble-out-muted text-meta">{senderName}</div>
            )}
            {outgoing.replyTo && <Quote reply={outgoing.replyTo} isOurs />}
          </>
        }
        meta={<BubbleMeta sentAt={outgoing.createdAt} status={isFailed ? 'failed' : 'queued'} />}
      >
        <span dir="auto" className="whitespace-pre-wrap">
          <RichMessage text={outgoing.text} />
        </span>
      </BubbleFrame>
      {outgoing.state === 'offline' && <BubbleNote>{t('offlineHint')}</BubbleNote>}
      {isFailed && (
        <BubbleNote isBad>
          {outgoing.refusal ? t('failed', { reason: outgoing.refusal.detail }) : t('failedPlain')}
          <button type="button" className={noteAction} onClick={() => onRetry(outgoing.clientId)}>
            {t('retry')}
          </button>
          <button type="button" className={noteAction} onClick={() => onDiscard(outgoing.clientId)}>
            {t('discard')}
          </button>
        </BubbleNote>
      )}
    </>
  );
}

const asText = ({ text, replyTo = null }: Outgoing) => ({
  type: 'text' as const,
  text,
  revokedAt: null,
  replyTo,
});

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import type { Attachment } from '../attachments/attachment-store';
import type { UploadState } from '../attachments/upload';
import { useObservable } from '../realtime/observable';
import { BubbleFrame, BubbleMeta, BubbleNote, noteAction } from './bubble-frame';
import { isSound, isVisual } from './media/media-body';
import { isLarge, MessageBody } from './message-body';
import type { Outgoing } from './outbox';
import { outgoingView } from './outgoing-view';
import { Quote } from './quote';

type Props = {
  outgoing: Outgoing;
  startsGroup: boolean;
  senderName: string;
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
};

/** A text or file that the server has not taken yet, looking like the message it becomes. */
export function OutgoingBubble(props: Props) {
  const { file } = props.outgoing;
  return file ? (
    <FileBubble {...props} file={file} />
  ) : (
    <Bubble {...props} message={outgoingView(props.outgoing)} />
  );
}

function FileBubble({ file, ...props }: Props & { file: Attachment }) {
  const upload = useObservable(file.upload.state);
  const { clientId, state } = props.outgoing;
  return (
    <Bubble {...props} message={outgoingView(props.outgoing, file, upload)}>
      {state === 'waiting' && <Sending upload={upload} onCancel={() => props.onDiscard(clientId)} />}
    </Bubble>
  );
}

/** How far its upload is; until it is there one can still think better of it. */
function Sending({ upload: { step, progress }, onCancel }: { upload: UploadState; onCancel: () => void }) {
  const t = useTranslations('attachments.bubble');
  if (step === 'failed') return null;
  return (
    <BubbleNote>
      <span className="tabular-nums">{t(step, { percent: Math.round(progress * 100) })}</span>
      {step !== 'done' && (
        <button type="button" className={noteAction} onClick={onCancel}>
          {t('cancel')}
        </button>
      )}
    </BubbleNote>
  );
}

type BubbleProps = Props & { message: MessageView; children?: ReactNode };

function Bubble({ message, outgoing, startsGroup, senderName, onRetry, onDiscard, children }: BubbleProps) {
  const t = useTranslations('conversations.thread');
  const isFailed = outgoing.state === 'failed';
  const look = {
    isOurs: true,
    startsGroup,
    isFailed,
    isLarge: isLarge(message),
    isVisual: isVisual(message),
    hasCaption: Boolean(message.text),
    isSound: isSound(message),
  };
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
        <MessageBody message={message} verbs={NO_VERBS} />
      </BubbleFrame>
      {children}
      {outgoing.state === 'offline' && <BubbleNote>{t('offlineHint')}</BubbleNote>}
      {isFailed && (
        <BubbleNote isBad>
          {outgoing.refusal?.detail ? t('failed', { reason: outgoing.refusal.detail }) : t('failedPlain')}
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

const NO_VERBS = {};

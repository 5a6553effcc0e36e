import { Ban } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { LongText } from './long-text';
import { isVisual, MediaBody, type MediaVerbs } from './media/media-body';
import { isLargeEmoji } from './rich-text';
import { TypeIcon } from './type-icon';

/** Rare: most people who open the inbox never download them. What keeps their place lets the rest of the page go on. */
const Album = dynamic(() => import('./media/album'), {
  loading: () => <div className="aspect-[304/228] w-76 max-w-full" />,
});
const CardBody = dynamic(() => import('./card-body'), {
  loading: () => <div className="h-11 w-64 max-w-full" />,
});

/** Each line in its own direction. */
const TEXT = 'whitespace-pre-wrap [unicode-bidi:plaintext]';

type Props = {
  message: MessageView;
  /** Pictures that are shown with it in one bubble. */
  album?: readonly MessageView[];
  verbs: MediaVerbs;
};

/** What a message says. A kind we can't show yet is a sentence that says where to see it, never nothing. */
export function MessageBody({ message, album, verbs }: Props) {
  const t = useTranslations('conversations');
  if (message.revokedAt) return <Revoked message={message} />;
  if (message.type === 'text')
    return (
      <span data-text dir="auto" className={TEXT}>
        <LongText id={message.id} text={message.text ?? ''} />
      </span>
    );
  if (message.poll || message.location || message.contacts) return <CardBody message={message} />;
  // A picture reaches nearly to the edge of the bubble, its words don't.
  const place = message.text ? cn('mb-1.5', isVisual(message) && '-mx-2') : undefined;
  return (
    <>
      {album ? (
        <div className={place}>
          <Album album={album} onOpen={verbs.openMedia} />
        </div>
      ) : message.media ? (
        <div className={place}>
          <MediaBody message={message} media={message.media} verbs={verbs} />
        </div>
      ) : (
        <span className="inline-flex items-center gap-1.5 opacity-80">
          <TypeIcon type={message.type} className="icon-16" />
          <span>{t('seeOnPhone', { type: t(`types.${message.type}`) })}</span>
        </span>
      )}
      {message.text && (
        <span data-text dir="auto" className={TEXT}>
          <LongText id={message.id} text={message.text} />
        </span>
      )}
    </>
  );
}

function Revoked({ message }: { message: MessageView }) {
  const t = useTranslations('conversations.thread');
  const name = message.direction === 'inbound' ? message.sender.name : null;
  return (
    <span className="italic opacity-80">
      <Ban aria-hidden="true" className="icon-14 mr-1.5 inline-block align-[-2px]" />
      {name ? t('revokedBy', { name }) : t('revokedByUs')}
    </span>
  );
}

/** Whether a message is shown as large emoji, without a bubble. */
export function isLarge(message: Pick<MessageView, 'type' | 'text' | 'revokedAt' | 'replyTo'>): boolean {
  return (
    message.type === 'text' && !message.revokedAt && !message.replyTo && isLargeEmoji(message.text ?? '')
  );
}

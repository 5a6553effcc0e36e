import { CircleAlert, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { noteAction } from '../bubble-frame';
import { TypeIcon } from '../type-icon';
import { isVisual, type Media, type MediaVerbs } from './media-body';
import { pictureSize } from './picture-size';

type Props = { message: MessageView; media: Media; verbs: MediaVerbs };

/** A file that is not here: on its way, or why it did not come and the way to ask again. It keeps its place. */
export function MissingMedia({ message, media, verbs }: Props) {
  const t = useTranslations('conversations');
  const isFailed = media.state === 'failed';
  const name = media.filename ?? t(`types.${message.type}`);
  const isOutgoing = message.direction === 'outbound' && !isFailed;
  const line = (
    <span className={cn('flex items-center gap-1.5', isFailed && 'text-destructive')}>
      {isFailed ? (
        <CircleAlert aria-hidden="true" className="icon-16" />
      ) : (
        <LoaderCircle aria-hidden="true" className="icon-16 animate-spin" />
      )}
      {isFailed
        ? t(`media.reasons.${media.reason ?? 'unavailable'}`)
        : t(isOutgoing ? 'media.preparing' : 'media.coming')}
    </span>
  );
  const { retryMedia } = verbs;
  const again = isFailed && retryMedia && (
    <button type="button" className={noteAction} onClick={() => retryMedia(message.id)}>
      {t('media.retry')}
    </button>
  );
  if (!isVisual(message))
    return (
      <div className="flex flex-col items-start gap-1">
        <span className="inline-flex items-center gap-1.5 font-medium">
          <TypeIcon type={message.type} className="icon-16" />
          {name}
        </span>
        <span className="text-meta">{line}</span>
        <span className="text-meta">{again}</span>
      </div>
    );
  const { width, height } = pictureSize(media.width, media.height);
  return (
    <div
      style={{ width, minHeight: height, ...(media.blur ? { backgroundImage: `url("${media.blur}")` } : {}) }}
      className="flex max-w-full items-center justify-center rounded-[9px] bg-center bg-cover bg-muted p-3 text-center text-meta text-muted-foreground"
    >
      <div className="flex flex-col items-center gap-2 rounded-lg bg-background p-3">
        <TypeIcon type={message.type} className="icon-20" />
        {line}
        {again}
      </div>
    </div>
  );
}

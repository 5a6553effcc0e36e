import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { previewOf } from '../../attachments/local-previews';
import type { Media } from './media-body';
import { pictureSize } from './picture-size';

type Props = {
  message: MessageView;
  media: Media;
  isFilm: boolean;
  onOpen?: (id: string, from: HTMLElement) => void;
};

const STICKER = { width: 160, height: 160 };

/** A picture in its place, first as a blur; pressed it fills the screen. A film plays where it is. */
export function Picture({ message, media, isFilm, onOpen }: Props) {
  const t = useTranslations('conversations.media');
  const isSticker = message.type === 'sticker';
  const { width, height } = pictureSize(media.width, media.height, isSticker ? STICKER : undefined);
  const place = {
    width,
    aspectRatio: `${width} / ${height}`,
    ...(media.blur && !isSticker ? { backgroundImage: `url("${media.blur}")` } : {}),
  };
  const look = cn(
    'block max-w-full overflow-hidden rounded-[9px] bg-center bg-cover',
    !isSticker && 'bg-muted',
  );
  if (isFilm)
    return (
      // biome-ignore lint/a11y/useMediaCaption: films of customers have no captions
      <video
        controls
        playsInline
        preload="metadata"
        src={previewOf(message.clientId) ?? media.url}
        aria-label={t('video')}
        style={place}
        className={look}
      />
    );
  return (
    <button
      type="button"
      style={place}
      className={look}
      aria-label={message.text ? t('openCalled', { text: message.text }) : t('open')}
      onClick={(event) => onOpen?.(message.id, event.currentTarget)}
    >
      {/* biome-ignore lint/performance/noImgElement: measured and made smaller already, served by our own media route */}
      <img
        src={previewOf(message.clientId) ?? media.thumbnailUrl ?? media.url}
        alt=""
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        className={cn(
          'size-full',
          isSticker ? 'object-contain' : 'object-cover',
          isSticker && (message.direction === 'inbound' ? 'object-left' : 'object-right'),
        )}
      />
    </button>
  );
}

import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import type { MediaVerbs } from './media-body';

const SHOWN = 4;

type Props = { album: readonly MessageView[]; onOpen: MediaVerbs['openMedia'] };

/** Pictures and films sent together: two by two, how many more on the last. */
export default function Album({ album, onOpen }: Props) {
  const hidden = album.length - SHOWN;
  return (
    <div className="grid aspect-[304/228] w-76 max-w-full grid-cols-2 grid-rows-2 gap-0.5 overflow-hidden rounded-[9px]">
      {album.slice(0, SHOWN).map((message, index) => (
        <Tile
          key={message.id}
          message={message}
          place={index + 1}
          of={album.length}
          hidden={index === SHOWN - 1 ? hidden : 0}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

type TileProps = {
  message: MessageView;
  place: number;
  of: number;
  hidden: number;
  onOpen: MediaVerbs['openMedia'];
};

function Tile({ message, place, of, hidden, onOpen }: TileProps) {
  const t = useTranslations('conversations.media');
  const { media } = message;
  if (!media) return null;
  const isFilm = message.type === 'video';
  const blur = media.blur ? { backgroundImage: `url("${media.blur}")` } : undefined;
  return (
    <button
      type="button"
      data-album-tile={message.id}
      style={blur}
      aria-label={t(isFilm ? 'albumFilm' : 'albumPicture', { now: place, all: of })}
      onClick={(event) => onOpen?.(message.id, event.currentTarget)}
      className="relative min-h-0 min-w-0 bg-center bg-cover bg-muted -outline-offset-2"
    >
      {isFilm && !media.thumbnailUrl ? (
        <video
          src={media.url}
          preload="metadata"
          muted
          playsInline
          tabIndex={-1}
          className="size-full object-cover"
        />
      ) : (
        // biome-ignore lint/performance/noImgElement: measured and made smaller already, served by our own media route
        <img
          src={media.thumbnailUrl ?? media.url}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
        />
      )}
      {isFilm && hidden <= 0 && (
        <span className="absolute inset-0 grid place-items-center">
          <span className="grid size-9 place-items-center rounded-full bg-black/55 text-white">
            <Play aria-hidden="true" className="icon-16" />
          </span>
        </span>
      )}
      {hidden > 0 && (
        <span className="absolute inset-0 grid place-items-center bg-black/50 font-semibold text-[20px] text-white tabular-nums">
          +{hidden}
        </span>
      )}
    </button>
  );
}

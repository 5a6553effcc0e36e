import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { DocumentCard } from './document-card';
import { MissingMedia } from './missing-media';
import { Picture } from './picture';

/** Rarer than pictures: nobody waits for it to see the first screen, nor does the rest of the page. */
const VoicePlayer = dynamic(() => import('./voice-player'), {
  loading: () => <div className="h-13 w-76 max-w-full" />,
});

export type Media = NonNullable<MessageView['media']>;

export type MediaVerbs = {
  /** Shows a picture as large as the screen. */
  openMedia?: (id: string, from: HTMLElement) => void;
  /** Asks again for a file that did not come; absent where this person may not. */
  retryMedia?: (id: string) => void;
};

/** What of a message is shown as a picture, with a thin edge. */
export const isVisual = ({ type, media, revokedAt }: MessageView): boolean =>
  !revokedAt && media !== null && ['image', 'video'].includes(type);

/** What has a player with times of its own, at the end of which the message's own stands. */
export const isSound = ({ type, text, media, revokedAt }: MessageView): boolean =>
  !revokedAt && !text && media?.state === 'ready' && (type === 'voice' || type === 'audio');

/** Shown without a bubble, like large emoji. */
export const isSticker = ({ type, media, revokedAt }: MessageView): boolean =>
  !revokedAt && type === 'sticker' && media?.state === 'ready';

type Props = { message: MessageView; media: Media; verbs: MediaVerbs };

/** The file of a message: picture, film, sound, or a card; or what is known while it is not here. */
export function MediaBody({ message, media, verbs }: Props): ReactNode {
  if (media.state !== 'ready') return <MissingMedia message={message} media={media} verbs={verbs} />;
  const { type } = message;
  if (type === 'voice' || type === 'audio') return <VoicePlayer message={message} media={media} />;
  const isFilm = type === 'video' && media.mimetype.startsWith('video/');
  const isPicture = (type === 'image' || type === 'sticker') && media.mimetype.startsWith('image/');
  if (!isFilm && !isPicture) return <DocumentCard media={media} />;
  return <Picture message={message} media={media} isFilm={isFilm} onOpen={verbs.openMedia} />;
}

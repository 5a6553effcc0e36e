'use client';

import * as Radix from '@radix-ui/react-dialog';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent, ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { useClock } from '../clock';

type Props = {
  /** Those with a picture that is here, oldest first. */
  pictures: readonly MessageView[];
  id: string;
  onShow: (id: string) => void;
  onClose: () => void;
  onCloseAutoFocus: (event: Event) => void;
};

const button =
  'grid size-10 place-items-center rounded-full text-white/85 hover:bg-white/15 hover:text-white focus-visible:outline-white [&>svg]:icon-20';

/** One picture or film as large as the screen, and the way to the others of the conversation. */
export default function Gallery({ pictures, id, onShow, onClose, onCloseAutoFocus }: Props) {
  const t = useTranslations('conversations');
  const common = useTranslations('common');
  const { times, now } = useClock();
  const index = pictures.findIndex((message) => message.id === id);
  const message = pictures[index];
  if (!message?.media) return null;
  const { media, sender, sentAt, text } = message;
  const show = (at: number) => {
    const next = pictures[at];
    if (next) onShow(next.id);
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft') show(index - 1);
    if (key === 'ArrowRight') show(index + 1);
  };
  const title = [sender.name, `${times.day(sentAt, now)}, ${times.clock(sentAt)}`]
    .filter(Boolean)
    .join(' · ');
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black" />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
        >
          <header className="flex h-14 shrink-0 items-center gap-1 px-2">
            <Radix.Title className="min-w-0 flex-1 truncate px-2 font-medium">{title}</Radix.Title>
            <span className="px-2 text-meta tabular-nums opacity-80">
              {t('media.ofAll', { now: index + 1, all: pictures.length })}
            </span>
            <a
              href={media.url}
              download={media.filename ?? ''}
              aria-label={t('media.downloadPicture')}
              className={button}
            >
              <Download aria-hidden="true" />
            </a>
            <Radix.Close aria-label={common('close')} className={button}>
              <X aria-hidden="true" />
            </Radix.Close>
          </header>
          <div className="relative flex min-h-0 flex-1 items-center justify-center px-14 pb-2 max-md:px-0">
            {message.type === 'video' ? (
              // biome-ignore lint/a11y/useMediaCaption: films of customers have no captions
              <video
                key={message.id}
                controls
                playsInline
                src={media.url}
                aria-label={t('media.video')}
                className="max-h-full max-w-full"
              />
            ) : (
              // biome-ignore lint/performance/noImgElement: the whole picture, as it is, from our own media route
              <img
                src={media.url}
                alt={text ?? t('media.picture')}
                className="max-h-full max-w-full object-contain"
              />
            )}
            <Side side="left" label={t('media.previous')} isOff={index === 0} onPress={() => show(index - 1)}>
              <ChevronLeft aria-hidden="true" />
            </Side>
            <Side
              side="right"
              label={t('media.next')}
              isOff={index === pictures.length - 1}
              onPress={() => show(index + 1)}
            >
              <ChevronRight aria-hidden="true" />
            </Side>
          </div>
          {text && <p className="max-h-24 shrink-0 overflow-y-auto px-6 pb-4 text-center">{text}</p>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type SideProps = {
  side: 'left' | 'right';
  label: string;
  isOff: boolean;
  onPress: () => void;
  children: ReactNode;
};

function Side({ side, label, isOff, onPress, children }: SideProps) {
  if (isOff) return null;
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onPress}
      className={`${button} absolute top-1/2 -translate-y-1/2 bg-black/40 ${side === 'left' ? 'left-2' : 'right-2'}`}
    >
      {children}
    </button>
  );
}

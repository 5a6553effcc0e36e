'use client';

import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import type { Media } from './media-body';
import { useSound } from './use-sound';
import { barsOf, clockOf } from './waveform';

/** A voice note or another sound: play, its waveform to seek in, where it stands, how fast. */
export default function VoicePlayer({ message, media }: { message: MessageView; media: Media }) {
  const t = useTranslations('conversations.media');
  const sound = useSound(media.seconds);
  const { isPlaying, position, length, speed, hasFailed } = sound;
  const isOurs = message.direction === 'outbound';
  return (
    <div data-voice className="grid w-76 max-w-full grid-cols-[36px_1fr_auto] items-center gap-x-2.5">
      <audio ref={sound.element} preload="none" src={media.url} {...sound.events} />
      <button
        type="button"
        data-play
        aria-label={t(isPlaying ? 'pause' : 'play')}
        onClick={sound.toggle}
        className={cn(
          'grid size-9 place-items-center rounded-full',
          isOurs ? 'bg-foreground/10 hover:bg-foreground/15' : 'bg-secondary hover:bg-accent-pressed',
        )}
      >
        {isPlaying ? (
          <Pause aria-hidden="true" className="icon-18" />
        ) : (
          <Play aria-hidden="true" className="icon-18" />
        )}
      </button>
      <div className="relative rounded-md has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus">
        <Wave encoded={media.waveform} share={length > 0 ? position / length : 0} />
        <input
          type="range"
          min={0}
          max={Math.max(1, length)}
          step={1}
          value={position}
          aria-label={t('position')}
          aria-valuetext={t('positionOf', { now: clockOf(position), all: clockOf(length) })}
          onChange={(event) => sound.seek(event.target.valueAsNumber)}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
      </div>
      <button
        type="button"
        aria-label={t('speed', { speed })}
        onClick={sound.faster}
        className="h-6 min-w-11 rounded-full bg-foreground/10 px-2 font-semibold text-meta tabular-nums hover:bg-foreground/15"
      >
        {t('times', { speed })}
      </button>
      <span className="col-start-2 text-[11px] tabular-nums leading-4 opacity-80">
        {hasFailed
          ? t('soundFailed')
          : isPlaying || position > 0
            ? t('positionOf', { now: clockOf(position), all: clockOf(length) })
            : clockOf(length)}
      </span>
    </div>
  );
}

function Wave({ encoded, share }: { encoded: string | null; share: number }) {
  const bars = useMemo(() => barsOf(encoded), [encoded]);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${bars.length * 4} 28`}
      preserveAspectRatio="none"
      className="block h-7 w-full"
    >
      {bars.map((bar, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars of a sound never change places
          key={index}
          x={index * 4 + 1}
          y={14 - bar * 13}
          width={2}
          height={bar * 26}
          rx={1}
          className={index < share * bars.length ? 'fill-bubble-link' : 'fill-current opacity-35'}
        />
      ))}
    </svg>
  );
}

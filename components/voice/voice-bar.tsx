'use client';

import { CircleAlert, Mic, Pause, Play, SendHorizontal, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { clockOf } from '../messages/media/waveform';
import { useObservable } from '../realtime/observable';
import { IconButton } from '../ui/icon-button';
import { LiveRegion } from '../ui/live-region';
import { LiveWave } from './live-wave';
import type { VoiceRecorder } from './recorder';

type Props = {
  recorder: VoiceRecorder;
  onSend: () => void;
  onCancel: () => void;
};

/** In place of the box while one speaks: how long and how loud; wait, listen, throw away, send. */
export default function VoiceBar({ recorder, onSend, onCancel }: Props) {
  const t = useTranslations('voice');
  const { step, seconds, levels, problem, canResume, url } = useObservable(recorder.state);
  const listening = useListening(url);
  const send = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (step === 'recording') send.current?.focus();
  }, [step]);
  useLeaving(recorder);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Nothing is thrown away by a slip.
    event.preventDefault();
    if (step === 'refused') onCancel();
    else void recorder.pause();
  };
  const isHeld = step === 'paused';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape pauses from every control inside
    <div onKeyDown={onKeyDown}>
      <LiveRegion>{step === 'recording' ? t('recording') : isHeld ? t('paused') : ''}</LiveRegion>
      {problem && <Problem>{t(`problems.${problem}`)}</Problem>}
      <div className="flex items-center gap-1 p-1.5">
        <IconButton
          side="top"
          label={t(step === 'refused' ? 'close' : 'cancel')}
          icon={<Trash2 />}
          onClick={onCancel}
        />
        {step === 'asking' && <p className="flex-1 px-2 text-muted-foreground">{t('asking')}</p>}
        {step === 'refused' && <span className="flex-1" />}
        {(step === 'recording' || isHeld) && (
          <>
            {isHeld && url ? (
              <IconButton
                side="top"
                label={t(listening.isPlaying ? 'stopListening' : 'listen')}
                icon={listening.isPlaying ? <Pause /> : <Play />}
                onClick={listening.toggle}
              />
            ) : (
              <span
                aria-hidden="true"
                className="ml-2 size-2.5 shrink-0 animate-breathe rounded-full bg-destructive"
              />
            )}
            <span
              role="timer"
              aria-label={t('length')}
              className="w-12 shrink-0 px-1 text-center tabular-nums"
            >
              {clockOf(seconds)}
            </span>
            <LiveWave levels={levels} isWhole={isHeld} share={listening.share(seconds)} />
            {url && <audio ref={listening.element} src={url} {...listening.events} />}
          </>
        )}
        {step === 'recording' && (
          <IconButton side="top" label={t('pause')} icon={<Pause />} onClick={() => recorder.pause()} />
        )}
        {isHeld && canResume && (
          <IconButton
            side="top"
            label={t('resume')}
            icon={<Mic className="text-destructive" />}
            onClick={() => recorder.resume()}
          />
        )}
        {step !== 'refused' && (
          <IconButton
            ref={send}
            side="top"
            label={t('send')}
            icon={<SendHorizontal />}
            variant="primary"
            aria-disabled={step === 'asking'}
            onClick={() => step !== 'asking' && onSend()}
          />
        )}
      </div>
    </div>
  );
}

function Problem({ children }: { children: string }) {
  return (
    <p role="alert" className="mx-3 mt-2.5 flex items-start gap-1.5 text-meta">
      <CircleAlert aria-hidden="true" className="icon-14 mt-px text-warning" />
      {children}
    </p>
  );
}

/** Plays what was recorded so far. */
function useListening(url: string | undefined) {
  const element = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  useEffect(() => {
    if (!url) setPlaying(false);
    setPosition(0);
  }, [url]);
  const toggle = () => {
    const audio = element.current;
    if (isPlaying) audio?.pause();
    else audio?.play().catch(() => setPlaying(false));
  };
  const events = {
    onPlay: () => setPlaying(true),
    onPause: () => setPlaying(false),
    onEnded: () => setPosition(0),
    onTimeUpdate: () => setPosition(element.current?.currentTime ?? 0),
  };
  const share = (seconds: number) => (seconds > 0 ? Math.min(1, position / seconds) : 0);
  return { element, isPlaying, toggle, events, share };
}

/** Whoever looks at something else is not recorded on; whoever opens another conversation finds it paused. */
function useLeaving(recorder: VoiceRecorder): void {
  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && recorder.pause('hidden');
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, [recorder]);
  const leaving = useRef<number>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      // Not when it is only mounted anew.
      leaving.current = window.setTimeout(() => void recorder.leave());
    };
  }, [recorder]);
}

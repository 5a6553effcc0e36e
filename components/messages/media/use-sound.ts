import { useEffect, useRef, useState } from 'react';

const SPEEDS = [1, 1.5, 2];
/** One sound at a time in this window, at one speed. */
let playing: HTMLAudioElement | undefined;
let lastSpeed = 1;

/** Plays one sound. `seconds` is its length as far as it is known before it is loaded. */
export function useSound(seconds: number | null) {
  const element = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [loaded, setLoaded] = useState<number>();
  const [speed, setSpeed] = useState(1);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const audio = element.current;
    return () => audio?.pause();
  }, []);

  const play = () => {
    const audio = element.current;
    if (!audio) return;
    if (playing !== audio) playing?.pause();
    playing = audio;
    setFailed(false);
    setSpeed(lastSpeed);
    audio.playbackRate = lastSpeed;
    audio.play().catch(() => setPlaying(false));
  };
  const faster = () => {
    lastSpeed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(lastSpeed);
    if (element.current) element.current.playbackRate = lastSpeed;
  };
  const seek = (to: number) => {
    setPosition(to);
    if (element.current) element.current.currentTime = to;
  };
  const events = {
    onPlay: () => setPlaying(true),
    onPause: () => setPlaying(false),
    onError: () => setFailed(true),
    onTimeUpdate: () => setPosition(element.current?.currentTime ?? 0),
    onDurationChange: () => setLoaded(element.current?.duration),
    onEnded: () => {
      setPosition(0);
      playNext(element.current);
    },
  };
  const length = loaded && Number.isFinite(loaded) ? loaded : (seconds ?? 0);
  const toggle = () => (isPlaying ? element.current?.pause() : play());
  return { element, events, isPlaying, position, length, speed, hasFailed, toggle, seek, faster };
}

/** The sound that follows right after goes on by itself. */
function playNext(audio: HTMLAudioElement | null): void {
  const line = audio?.closest('[data-row]');
  const lines = [...document.querySelectorAll('[data-row]')];
  const next = line && lines[lines.indexOf(line) + 1];
  next?.querySelector<HTMLElement>('[data-voice] [data-play]')?.click();
}

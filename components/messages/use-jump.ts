import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { VirtualizerHandle } from 'virtua';
import { rowOf } from './albums';
import type { ThreadRow } from './thread-rows';

const FLASH_MS = 1_600;
/** By then the rows around are measured and it stands where it should. */
const SETTLED_MS = 300;
const MISSING_MS = 5_000;

/** A message that somebody wants to see: what asks for it, and what hears that it is shown or can't be. */
export type Wanted = { id: string | undefined; onShown: () => void };

type Input = {
  rows: readonly ThreadRow[];
  list: RefObject<VirtualizerHandle | null>;
  /** Loads a message with its neighbours; false when it can't be reached. */
  onFind: (id: string) => Promise<boolean>;
  /** Asked for from outside: a link, a hit. */
  wanted: Wanted;
  lead: (isOn: boolean) => void;
  look: () => void;
  toEnd: () => void;
};

/** Leads to a message and lets it flash in its place; what is not loaded is loaded first. */
export function useJump({ rows, list, onFind, wanted, lead, look, toEnd }: Input) {
  const [flashKey, setFlashKey] = useState<string>();
  const [goal, setGoal] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const timers = useRef<number[]>([]);
  const stop = useCallback(() => {
    for (const timer of timers.current) window.clearTimeout(timer);
    timers.current = [];
  }, []);
  useEffect(() => stop, [stop]);

  const arrive = useEffectEvent(() => {
    lead(false);
    look();
  });
  useLayoutEffect(() => {
    const index = goal ? rowOf(rows, goal) : -1;
    if (index < 0) return;
    setGoal(undefined);
    lead(true);
    list.current?.scrollToIndex(index, { align: 'center' });
    setFlashKey(rows[index]?.key);
    stop();
    timers.current = [
      window.setTimeout(() => arrive(), SETTLED_MS),
      window.setTimeout(() => setFlashKey(undefined), FLASH_MS),
    ];
  }, [rows, goal, list, lead, stop]);

  const jumpTo = useCallback(
    async (id: string): Promise<boolean> => {
      setMissing(false);
      lead(true);
      setGoal(id);
      if (await onFind(id)) return true;
      setGoal(undefined);
      setMissing(true);
      timers.current.push(window.setTimeout(() => setMissing(false), MISSING_MS));
      lead(false);
      return false;
    },
    [onFind, lead],
  );
  const [firstWanted] = useState(wanted.id);
  const { id: wantedId } = wanted;
  const onAnswer = useEffectEvent((id: string, isThere: boolean) => {
    // It was opened for that message: without it, as any other.
    if (!isThere && id === firstWanted) toEnd();
    wanted.onShown();
  });
  useEffect(() => {
    if (wantedId) jumpTo(wantedId).then((isThere) => onAnswer(wantedId, isThere));
  }, [wantedId, jumpTo]);
  return { flashKey, isMissing, jumpTo };
}

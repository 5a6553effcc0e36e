/** Ticks that come this much later than they should tell of a sleep. */
const SLEPT_MS = 12_000;

export type TabWatch = {
  onOnline: () => void;
  onOffline: () => void;
  /** In sight again, or the machine was asleep: what was true may not be any more. */
  onWake: () => void;
  /** The browser puts the tab to sleep; until {@link TabWatch.onThaw} nothing of it runs. */
  onSleep: () => void;
  onThaw: () => void;
  /** Every `tickMs` while awake. */
  onTick: () => void;
  tickMs: number;
};

/** Tells what becomes of this tab and its network, until the returned function is called. */
export function watchTab(watch: TabWatch): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let tickedAt = Date.now();
  const tick = () => {
    const hasSlept = Date.now() - tickedAt > watch.tickMs + SLEPT_MS;
    tickedAt = Date.now();
    if (hasSlept) watch.onWake();
    else watch.onTick();
  };
  const timer = window.setInterval(tick, watch.tickMs);
  window.addEventListener('online', watch.onOnline, { signal });
  window.addEventListener('offline', watch.onOffline, { signal });
  window.addEventListener('pagehide', (event) => event.persisted && watch.onSleep(), { signal });
  window.addEventListener('pageshow', (event) => event.persisted && watch.onThaw(), { signal });
  document.addEventListener('freeze', watch.onSleep, { signal });
  document.addEventListener('resume', watch.onThaw, { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && watch.onWake(),
    { signal },
  );
  return () => {
    stop.abort();
    window.clearInterval(timer);
  };
}

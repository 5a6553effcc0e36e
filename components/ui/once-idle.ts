/** Later than whatever else waits for the browser to be idle for up to 100 ms. */
const LATEST_MS = 250;

/** Calls `then` when the browser is idle: after all that began to wait for that before. Safari doesn't tell. */
export function onceIdle(then: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(then, { timeout: LATEST_MS });
  else setTimeout(then, LATEST_MS);
}

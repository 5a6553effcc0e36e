/** Stands for a platform's scheduler, with a shorter minute: calls `/api/cron` again and again until it is stopped. */
export function startScheduler(url: string, secret: string, everyMs: number): { stop: () => Promise<void> } {
  const abort = new AbortController();
  const call = async () => {
    try {
      await fetch(`${url}/api/cron`, {
        headers: { authorization: `Bearer ${secret}` },
        signal: abort.signal,
      });
    } catch {
      // The next one finds what this one left.
    }
  };
  const calls = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const running = call().finally(() => calls.delete(running));
    calls.add(running);
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      abort.abort();
      await Promise.all(calls);
    },
  };
}

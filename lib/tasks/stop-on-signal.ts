import { closeDatabase } from '@/db/client';
import { log } from '@/lib/core/log';
import type { SpareConnections } from '@/lib/core/spare-connections';
import { closeStreams } from '@/lib/realtime/hub';

/** Something that runs in the background; `stop` lets it end what it has begun. */
export type Part = { stop: () => Promise<void> };

/** Whatever still runs then is cut off: who sent it sends it again, or another process takes it up. */
const STOP_MS = 9_000;

/**
 * `next start` does not leave while an event stream is open: close them first, then let what runs end, in this order.
 * Next answers what it has begun, and waits for every connection: those that nobody uses are closed. Whoever has not ended
 * after 9 s is left.
 */
export function stopOnSignal(parts: (Part | undefined)[], connections: SpareConnections): void {
  const stop = async () => {
    const letLeave = holdProcess();
    setTimeout(() => {
      log().warn('Not everything ended in time');
      letLeave();
      process.exit(0);
    }, STOP_MS).unref();
    closeStreams();
    connections.closeSoon();
    for (const part of parts) {
      await part?.stop().catch((error: unknown) => log().warn({ err: error }, 'A part did not stop cleanly'));
    }
    await closeDatabase();
    letLeave();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Next leaves as soon as it has closed its own port, and asks nobody: it has to wait until it is let. */
function holdProcess(): () => void {
  const { exit } = process;
  let leave = () => {};
  process.exit = ((code) => {
    leave = () => exit(code);
  }) as typeof exit;
  return () => {
    process.exit = exit;
    leave();
  };
}

import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `url` answers with a status that `isReady` likes. Gives false when `isAlive` says no, or in time. */
export async function waitForHttp(
  url: string,
  options: { isAlive: () => boolean; timeoutMs: number; isReady?: (status: number) => boolean },
): Promise<boolean> {
  const deadline = Date.now() + options.timeoutMs;
  const isReady = options.isReady ?? ((status) => status === 200);
  while (options.isAlive() && Date.now() < deadline) {
    const status = await statusOf(url);
    if (status !== undefined && isReady(status)) return true;
    await pause(50);
  }
  return false;
}

/** Whether nobody listens on `port`, neither on 127.0.0.1 nor on ::1 (where a browser looks for `localhost` too). */
export async function isLocalPortFree(port: number): Promise<boolean> {
  return (await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'));
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // Without IPv6 there is nobody on ::1 either.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

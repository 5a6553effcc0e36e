import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

type RequestContext = { requestId: string };

const shared = globalThis as typeof globalThis & { __recadoRequest?: AsyncLocalStorage<RequestContext> };
// On globalThis: Next bundles routes apart, and the logger must see what the route set.
shared.__recadoRequest ??= new AsyncLocalStorage<RequestContext>();
const storage = shared.__recadoRequest;

/** The id of the request being served, for answers and log lines. */
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId;

/** Runs `work` so that everything it logs carries `requestId`. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage.run({ requestId }, work);

/** The caller's own id when it is well-formed (8 to 128 of `A-Z a-z 0-9 _ . -`), else a new one. */
export function requestIdFrom(header: string | null): string {
  return header && /^[\w.-]{8,128}$/.test(header) ? header : randomUUID();
}

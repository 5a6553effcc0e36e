import { isIP } from 'node:net';
import { isAllowedAddress } from '@/lib/core/public-address';
import { env } from '@/lib/env';
import { isStreamed } from './connect';
import type { LoadedServer } from './queries';
import type { ServerView } from './schema';

/** Why a server's webhooks can't reach us, as far as can be told from here. What was heard of it proves the contrary. */
export function webhookFaultOf({ server, isHeard, isUnheard }: LoadedServer): ServerView['webhookFault'] {
  // What is read through its stream need not call.
  if (isHeard || isStreamed(server)) return null;
  if (isUnheard) return 'unheard';
  return isBeyond(server.url, env().WEBHOOK_BASE_URL) ? 'inside' : null;
}

/** Whether a server stands outside while the address that it should call leads inside. */
export const isBeyond = (serverUrl: string, ours: string): boolean => !isInside(serverUrl) && isInside(ours);

/** An address of this machine or network: by its number, or by a name that no public one looks like. */
function isInside(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return !isAllowedAddress(host, []);
  return !host.includes('.') || /\.(local|localhost|internal|lan|home|test|home\.arpa)$/.test(host);
}

import { decryptSecret } from '@/lib/core/secrets';
import { selectInstanceBySessionName, selectInstanceOnServer } from './queries';

export type WebhookTarget = { organizationId: string; instanceId: string };
type SignedTarget = WebhookTarget & { secret: string };

/** What {@link SignedTarget}s are named by; anything else names none. */
const SESSION_NAME = /^[\w-]{1,54}$/;
const CACHE_MS = 60_000;
const MAX_CACHED = 10_000;
const cache = new Map<string, { target: SignedTarget; until: number }>();

/**
 * The instance that a webhook's address names, with its secret. Kept for a minute: the secret never changes, and
 * whether the instance still exists is asked again in the transaction that stores the event.
 */
export async function findWebhookTarget(sessionName: string): Promise<SignedTarget | undefined> {
  if (!SESSION_NAME.test(sessionName)) return undefined;
  const known = cache.get(sessionName);
  if (known && known.until > Date.now()) return known.target;
  const row = await selectInstanceBySessionName(sessionName);
  if (!row) return undefined;
  const target = {
    organizationId: row.organizationId,
    instanceId: row.id,
    secret: decryptSecret(row.webhookSecretEncrypted),
  };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(sessionName, { target, until: Date.now() + CACHE_MS });
  return target;
}

/** How long it may take until the events of a session that becomes, or no longer is, a number of ours are told apart. */
const STREAM_CACHE_MS = 2_000;
const onServers = new Map<string, { target: WebhookTarget | undefined; until: number }>();

/** The instance that a session of this server is; undefined for the many that may be others'. */
export async function findStreamTarget(
  serverId: string,
  session: string,
): Promise<WebhookTarget | undefined> {
  const key = `${serverId}/${session}`;
  const known = onServers.get(key);
  if (known && known.until > Date.now()) return known.target;
  const row = await selectInstanceOnServer(serverId, session);
  const target = row && { organizationId: row.organizationId, instanceId: row.id };
  if (onServers.size >= MAX_CACHED) onServers.clear();
  onServers.set(key, { target, until: Date.now() + STREAM_CACHE_MS });
  return target;
}

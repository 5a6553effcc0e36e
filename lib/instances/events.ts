import { decryptSecret } from '@/lib/core/secrets';
import { selectInstanceBySessionName } from './queries';

export type WebhookTarget = { organizationId: string; instanceId: string; secret: string };

/** What {@link WebhookTarget}s are named by; anything else names none. */
const SESSION_NAME = /^[\w-]{1,54}$/;
const CACHE_MS = 60_000;
const MAX_CACHED = 10_000;
const cache = new Map<string, { target: WebhookTarget; until: number }>();

/**
 * The instance that a webhook's address names, with its secret. Kept for a minute: the secret never changes, and
 * whether the instance still exists is asked again in the transaction that stores the event.
 */
export async function findWebhookTarget(sessionName: string): Promise<WebhookTarget | undefined> {
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

import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { wahaServers } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { decryptSecret, encryptSecret } from '@/lib/core/secrets';
import { WahaClient } from '@/lib/waha/client';

const ENV_SERVER = 'env';

/** Writes the server of `WAHA_URL` and `WAHA_API_KEY` into its row, named `env`: at every start the settings win. */
export async function upsertEnvServer(db: Executor, url: string, apiKey: string | undefined): Promise<void> {
  const row = {
    url,
    apiKeyEncrypted: apiKey ? encryptSecret(apiKey) : null,
    isTrusted: true,
    updatedAt: new Date(),
  };
  const changed = await db
    .update(wahaServers)
    .set(row)
    .where(and(isNull(wahaServers.organizationId), eq(wahaServers.name, ENV_SERVER)))
    .returning({ id: wahaServers.id });
  if (changed.length === 0)
    await db
      .insert(wahaServers)
      .values({ id: newId(), name: ENV_SERVER, ...row })
      .onConflictDoNothing();
}

/** The server with this id, else the first that the organization may use. Throws `not_found`, or `conflict` when there is none. */
export async function pickServer(scope: Scope, serverId: string | undefined) {
  const isMine = or(isNull(wahaServers.organizationId), eq(wahaServers.organizationId, scope.organizationId));
  const [server] = await scope.db
    .select()
    .from(wahaServers)
    .where(serverId ? and(isMine, eq(wahaServers.id, serverId)) : isMine)
    .orderBy(asc(wahaServers.createdAt))
    .limit(1);
  if (!server && serverId) throw new AppError('not_found');
  if (!server) throw new AppError('conflict', { detail: 'noServer' });
  return server;
}

/** A client for a server's row. */
export function clientOf(server: { url: string; apiKeyEncrypted: string | null }): WahaClient {
  return new WahaClient({
    url: server.url,
    apiKey: server.apiKeyEncrypted ? decryptSecret(server.apiKeyEncrypted) : null,
  });
}

/** Asks a server who it is and keeps the answer. */
export async function refreshServer(
  scope: Scope,
  server: { id: string; url: string; apiKeyEncrypted: string | null },
) {
  const { engine, version, tier } = await clientOf(server).version();
  const known = { engine, version, tier: tier ?? null };
  await scope.db
    .update(wahaServers)
    .set({ ...known, checkedAt: new Date() })
    .where(eq(wahaServers.id, server.id));
  return known;
}

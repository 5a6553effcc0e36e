import type { Executor } from '@/db/client';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { decryptSecret, encryptSecret } from '@/lib/core/secrets';
import { env } from '@/lib/env';
import { publish } from '@/lib/realtime/publish';
import { WahaClient, type WahaServer } from '@/lib/waha/client';
import { isAddressRefused, WahaError } from '@/lib/waha/http';
import {
  type ServerKnowledge,
  type ServerRow,
  selectConcerned,
  storeKnowledge,
  upsertSharedServer,
} from './queries';
import type { ServerState } from './schema';

const ENV_SERVER = 'env';

/** Writes the server of `WAHA_URL` and `WAHA_API_KEY` into its row, named `env`: at every start the settings win. */
export async function upsertEnvServer(db: Executor, url: string, apiKey: string | undefined): Promise<void> {
  const apiKeyEncrypted = apiKey ? encryptSecret(apiKey) : null;
  const readsStream = env().WAHA_STREAM;
  await upsertSharedServer(db, ENV_SERVER, { url, apiKeyEncrypted, isTrusted: true, readsStream });
}

/** Whether anything of ours runs that could read a stream. */
export const canReadStreams = (): boolean => env().RUNTIME === 'server';

/** Whether a server is read through its stream, and so calls nobody. */
export const isStreamed = ({ readsStream }: Pick<ServerRow, 'readsStream'>): boolean =>
  readsStream && canReadStreams();

/** Where a server is, and whether its address comes from the installation's own settings. */
export type Address = Pick<ServerRow, 'url' | 'apiKeyEncrypted' | 'isTrusted'>;

/** A client for a server's row. */
export const clientOf = (address: Address): WahaClient => new WahaClient(wahaOf(address));

/** What a server's row says to whoever calls it. What owners registered is never asked inside, at every connection anew. */
export const wahaOf = ({ url, apiKeyEncrypted, isTrusted }: Address): WahaServer => ({
  url,
  apiKey: apiKeyEncrypted ? decryptSecret(apiKeyEncrypted) : null,
  allowedRanges: isTrusted ? undefined : env().WAHA_SERVERS_ALLOWED_RANGES,
});

/** What a failed call says of the server itself. */
export function faultOf(error: WahaError): Exclude<ServerState, 'ok' | 'unknown' | 'unsigned'> {
  if (isAddressRefused(error)) return 'not_allowed';
  if (error.status === 401 || error.status === 403) return 'key_refused';
  // A proxy in front of a WAHA that is away answers in its name.
  if (error.kind === 'refused' && (error.status ?? 0) < 500) return 'not_waha';
  return 'away';
}

/** Keeps what was learnt of a server, and tells whoever sees it where that is news. */
export async function noteKnowledge(
  scope: Scope,
  server: Pick<ServerRow, 'id' | 'url' | 'apiKeyEncrypted'>,
  known: ServerKnowledge,
): Promise<void> {
  await inTransaction(scope, async ({ db }) => {
    if (!(await storeKnowledge(db, server, known))) return;
    for (const id of await selectConcerned(db, server.id)) await publish(db, id, { servers: [server.id] });
  });
}

/** Asks a server who it is and keeps the answer, also that it gave none. Throws {@link WahaError}. */
export async function refreshServer(scope: Scope, server: Address & { id: string }) {
  const checkedAt = new Date();
  try {
    const { engine, version, tier } = await clientOf(server).version();
    const known = { engine, version, tier: tier ?? null };
    await noteKnowledge(scope, server, { ...known, checkedAt, lastError: null });
    return known;
  } catch (error) {
    if (error instanceof WahaError)
      await noteKnowledge(scope, server, { checkedAt, lastError: faultOf(error) });
    throw error;
  }
}

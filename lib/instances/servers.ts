import type { Executor } from '@/db/client';
import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { decryptSecret, encryptSecret } from '@/lib/core/secrets';
import { WahaClient } from '@/lib/waha/client';
import { canSign, SIGNING_SINCE } from '@/lib/waha/version';
import {
  type ServerRow,
  selectServer,
  selectServers,
  updateServer,
  upsertSharedServer,
} from './server-queries';

const ENV_SERVER = 'env';

/** Writes the server of `WAHA_URL` and `WAHA_API_KEY` into its row, named `env`: at every start the settings win. */
export async function upsertEnvServer(db: Executor, url: string, apiKey: string | undefined): Promise<void> {
  const apiKeyEncrypted = apiKey ? encryptSecret(apiKey) : null;
  await upsertSharedServer(db, ENV_SERVER, { url, apiKeyEncrypted, isTrusted: true });
}

/** The server with this id, else the first that the organization may use. Throws `not_found`, or `conflict` when there is none. */
export async function pickServer(scope: Scope, serverId: string | undefined): Promise<ServerRow> {
  const server = await selectServer(scope, serverId);
  if (!server) throw serverId ? new AppError('not_found') : new AppError('conflict', { detail: 'noServer' });
  return server;
}

/**
 * Throws `conflict` for a server that is known not to sign what it sends: anybody could speak in its name. Asked before
 * a server is registered and before a number is put on it; one whose version is not known yet passes, and the job
 * that first asks it says the same on the number.
 */
export function requireSigning({ version, tier }: Pick<ServerRow, 'version' | 'tier'>): void {
  if (version === null || canSign(tier, version)) return;
  throw new AppError('conflict', {
    detail: 'serverUnsigned',
    params: { version, lowest: SIGNING_SINCE },
  });
}

type Address = Pick<ServerRow, 'url' | 'apiKeyEncrypted'>;

/** A client for a server's row. */
export function clientOf({ url, apiKeyEncrypted }: Address): WahaClient {
  return new WahaClient({ url, apiKey: apiKeyEncrypted ? decryptSecret(apiKeyEncrypted) : null });
}

/** Asks a server who it is and keeps the answer. */
export async function refreshServer(scope: Scope, server: Address & { id: string }) {
  const { engine, version, tier } = await clientOf(server).version();
  const known = { engine, version, tier: tier ?? null };
  await updateServer(scope, server.id, { ...known, checkedAt: new Date() });
  return known;
}

const ASK_MS = 3_000;

/** Every server that the organization may use, and whether it answers within 3 s. */
export async function askServers(scope: Scope) {
  const servers = await selectServers(scope);
  return Promise.all(
    servers.map(async (server) => ({
      id: server.id,
      name: server.name,
      status: (await answersInTime(server)) ? ('ok' as const) : ('down' as const),
    })),
  );
}

async function answersInTime(server: Address): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ASK_MS);
  });
  const answered = clientOf(server)
    .version()
    .then(
      () => true,
      () => false,
    );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

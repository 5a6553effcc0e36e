import { violatedConstraint } from '@/lib/core/database-errors';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { decryptSecret } from '@/lib/core/secrets';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import { clientOf, isStreamed, refreshServer } from '@/lib/servers/connect';
import type { WahaClient } from '@/lib/waha/client';
import { WahaError } from '@/lib/waha/http';
import { readMe } from '@/lib/waha/read-event';
import { beside, isCurrent, sessionConfig } from '@/lib/waha/session-config';
import type { SessionInfo } from '@/lib/waha/shapes';
import { canSign, isSingleSession } from '@/lib/waha/version';
import { faultChange, giveOut } from './health';
import { wantHistory } from './history';
import { noteServerStart } from './history-queries';
import { holdLease } from './lease';
import { type InstanceRow, type InstanceWithServer, selectInstance, updateInstanceRow } from './queries';
import { wakeSync } from './service';
import { storeStatus } from './status';
import { webhookUrlOf } from './take-down';

const RETRY_MS = 5_000;
const AWAY_MS = 60_000;

/**
 * Job: makes WAHA's session what the row says. Without a wish it only sees to it that the session exists with our
 * webhook. One at a time per instance; while WAHA is away it comes back every 5 s.
 */
export async function carryOutWish(scope: Scope, id: string): Promise<void> {
  const held = await holdLease(scope, id, 'sync', newId(), () => steerToLast(scope, id));
  if (!held.isMine) await wakeSync(scope, id, new Date(Date.now() + 1000));
}

/** A wish that came meanwhile is carried out at once: its own job found the lease held, and comes back only later. */
async function steerToLast(scope: Scope, id: string): Promise<void> {
  let row = await selectInstance(scope, id);
  let steered: string | null;
  do {
    if (!row) return;
    steered = row.instance.wishId;
    await steer(scope, row);
    row = await selectInstance(scope, id);
  } while (row?.instance.wishId && row.instance.wishId !== steered);
}

async function steer(scope: Scope, row: InstanceWithServer): Promise<void> {
  const { instance, server } = row;
  const client = clientOf(server);
  try {
    const known = await refreshServer(scope, server);
    if (!canSign(known.tier, known.version)) return await settleWish(scope, instance, 'server_unsigned');
    const named = await fitName(scope, instance, known);
    if (!named) return await settleWish(scope, instance, 'server_full');
    const session = await ensureSession(client, { instance: named, server }, known.version);
    await change(client, named, session);
    await refreshStatus(scope, { ...row, instance: named });
    await settleWish(scope, instance, null);
    if (instance.wish === 'restart') await lookAgain(scope, instance.id);
    await compareProcess(scope, instance.id, client);
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    log().warn(
      { instanceId: instance.id, kind: error.kind, status: error.status },
      'WAHA did not follow a wish',
    );
    if (error.kind === 'refused' && !isPassing(error)) return settleWish(scope, instance, 'refused');
    const isKey = error.status === 401 || error.status === 403;
    await noteAway(scope, instance.id, isKey ? 'key_refused' : 'server_away');
    await wakeSync(scope, instance.id, new Date(Date.now() + RETRY_MS));
  }
}

/** A restart may end in FAILED within a second, and its event may be lost. */
const lookAgain = (scope: Scope, instanceId: string): Promise<void> =>
  addJob(
    scope.db,
    'refresh_status',
    { organizationId: scope.organizationId, instanceId },
    { key: `status-later:${instanceId}`, runAt: new Date(Date.now() + 2_000) },
  );

/** Another WAHA process than the last time: what the old one had still to tell died with it. */
async function compareProcess(scope: Scope, id: string, client: WahaClient): Promise<void> {
  const startedAt = await client.startedAt().catch(() => undefined);
  if (startedAt && (await noteServerStart(scope, id, startedAt))) await wantHistory(scope, id);
}

const ONLY_SESSION = 'default';

/**
 * The instance under a name that its server allows: an older Core knows one session, `default`. Undefined when that is
 * taken by another number.
 */
async function fitName(
  scope: Scope,
  instance: InstanceRow,
  { version, tier }: { version: string; tier: string | null },
): Promise<InstanceRow | undefined> {
  if (!isSingleSession(tier, version) || instance.wahaSession === ONLY_SESSION) return instance;
  try {
    await updateInstanceRow(scope, instance.id, { wahaSession: ONLY_SESSION });
  } catch (error) {
    if (violatedConstraint(error) === 'instances_waha_session_key') return undefined;
    throw error;
  }
  return { ...instance, wahaSession: ONLY_SESSION };
}

/** Wrong key, WAHA's lock timing out (500 after 5 s), a proxy's 502 to 504: worth asking again. */
const isPassing = ({ status = 0 }: WahaError) =>
  status === 401 || status === 403 || status === 429 || status >= 500;

/** Finds the session or makes it. A config that lost our webhook (Core forgets it on restart) is put again. */
async function ensureSession(
  client: WahaClient,
  { instance, server }: Pick<InstanceWithServer, 'instance' | 'server'>,
  version: string,
): Promise<SessionInfo> {
  const config = sessionConfig({
    webhookUrl: isStreamed(server) ? null : webhookUrlOf(instance.sessionName),
    webhookSecret: decryptSecret(instance.webhookSecretEncrypted),
    version,
    organizationId: instance.organizationId,
    instanceId: instance.id,
    name: instance.name,
    ignoreGroups: instance.settings.ignoreGroups ?? false,
  });
  const found = await client.findSession(instance.wahaSession);
  const isStarting = instance.isWanted && found?.status === 'STOPPED';
  if (found && isCurrent(found.config, config, instance.sessionName) && !isStarting) return found;
  const wanted = instance.isAdopted ? beside(found?.config, config, instance.sessionName) : config;
  if (found) await client.putSession(instance.wahaSession, wanted);
  else await client.createSession(instance.wahaSession, config);
  const made = await client.findSession(instance.wahaSession);
  if (!made) throw new WahaError('refused', 422, 'the session was not made');
  return made;
}

async function change(client: WahaClient, instance: InstanceRow, session: SessionInfo): Promise<void> {
  const name = instance.wahaSession;
  switch (instance.wish) {
    case 'connect':
      // `start` is refused for a FAILED session (2026.2.1): it still counts as running.
      if (session.status === 'STOPPED') await start(client, name);
      else if (session.status === 'FAILED') await revive(client, name, instance.phoneNumber !== null);
      break;
    case 'restart':
      await client.changeSession(name, 'restart');
      break;
    case 'disconnect':
      await client.changeSession(name, 'stop');
      break;
    case 'logout':
      await client.changeSession(name, 'logout');
      await client.changeSession(name, 'stop');
      break;
    default:
      // WAHA was restarted and forgot that the session ran, or somebody else stopped it.
      if (instance.isWanted && session.status === 'STOPPED') await start(client, name);
  }
}

/** A session that runs already answers 422 in older versions (2026.2.1): that is what was wanted. */
async function start(client: WahaClient, name: string): Promise<void> {
  await client.changeSession(name, 'start').catch((error: unknown) => {
    if (!(error instanceof WahaError && error.status === 422)) throw error;
  });
}

const REVIVE_CHECKS = 12;

/** A restart; where that fails again because the phone unlinked us, only a logout brings a new QR (2026.2.1). */
async function revive(client: WahaClient, name: string, wasLinked: boolean): Promise<void> {
  await client.changeSession(name, 'restart');
  if (!wasLinked) return;
  for (let check = 0; check < REVIVE_CHECKS; check++) {
    const session = await client.findSession(name);
    if (session?.status === 'FAILED') {
      await client.changeSession(name, 'logout');
      return;
    }
    if (session && session.status !== 'STARTING' && session.status !== 'STOPPED') return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The wish is done, or WAHA refused it: in both cases nothing is pending any more, unless a newer wish came. */
async function settleWish(
  scope: Scope,
  { id, wishId }: InstanceRow,
  lastError: string | null,
): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const change = lastError ? { wish: null, wishId: null, lastError } : { wish: null, wishId: null };
    const isMine = await updateInstanceRow(inside, id, change, { wishId });
    if (isMine) await publish(inside.db, scope.organizationId, { instances: [id] });
  });
}

/** WAHA can't be asked. For a minute that is a restart; after that the number is as good as down. */
async function noteAway(scope: Scope, id: string, fault: 'key_refused' | 'server_away'): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const row = await selectInstance(inside, id);
    if (!row) return;
    const { instance } = row;
    const now = new Date();
    const change = faultChange(instance, fault, now);
    const heldMs = now.getTime() - (change.lastErrorAt ?? now).getTime();
    if (instance.lastError === fault && instance.healthState === 'down') return;
    const wasUp = instance.isWanted && instance.connectedAt !== null;
    if (wasUp && fault === 'server_away' && heldMs > AWAY_MS) await giveOut(inside, instance, fault, now);
    else await updateInstanceRow(inside, id, change);
    if (instance.lastError !== fault) await publish(inside.db, scope.organizationId, { instances: [id] });
  });
}

/** Asks WAHA how the session is and stores the answer; a session WAHA does not have is STOPPED. Throws {@link WahaError}. */
export async function refreshStatus(scope: Scope, { instance, server }: InstanceWithServer): Promise<void> {
  const at = new Date();
  const session = await clientOf(server).findSession(instance.wahaSession);
  const me = session?.me ? readMe(session.me) : null;
  // The number may have been moved meanwhile: then this is said of the session that it left.
  const change = { session: instance.wahaSession, status: session?.status ?? 'STOPPED', at, me };
  await storeStatus(scope, instance.id, change, 'poll');
}

import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { addJob } from '@/lib/jobs/add-job';
import { type Address, clientOf } from '@/lib/servers/connect';
import { WahaError } from '@/lib/waha/http';
import { without } from '@/lib/waha/session-config';
import { markTakenDown, selectLeftSession } from './move-queries';
import { isLeased, selectInstanceEvenDeleted } from './queries';

const shared = globalThis as typeof globalThis & { __recadoWebhookBase?: string };

/** Has WAHA call another address than that of the settings, from the next look at each session on. */
export function setWebhookBase(url: string | undefined): void {
  shared.__recadoWebhookBase = url;
}

/** Where WAHA tells us what happens in a session. */
export const webhookUrlOf = (sessionName: string): string =>
  `${shared.__recadoWebhookBase ?? env().WEBHOOK_BASE_URL}/api/whatsapp/webhook/${sessionName}`;

const LOOK_AGAIN_MS = 1_000;
/** At most six hours apart: a server may be away for months. */
const ATTEMPTS = 1_000;

/** Has the session of a deleted number taken down. */
export const wakeRemoval = (scope: Scope, instanceId: string, runAt?: Date): Promise<void> =>
  addJob(
    scope.db,
    'remove_session',
    { organizationId: scope.organizationId, instanceId },
    { runAt, maxAttempts: ATTEMPTS },
  );

/** Has a session that a number left on this server taken down. */
export const wakeLeftRemoval = (
  scope: Scope,
  leftId: string,
  serverId: string,
  runAt?: Date,
): Promise<void> =>
  addJob(
    scope.db,
    'remove_left_session',
    { organizationId: scope.organizationId, leftId },
    { serverId, runAt, maxAttempts: ATTEMPTS },
  );

/**
 * Job: takes down the session of a deleted number; repeated until WAHA has done it. Whoever steers the session by what the
 * row said before could still make it, and ends first.
 */
export async function removeSession(scope: Scope, id: string): Promise<void> {
  if (await isLeased(scope, id, 'sync')) return wakeRemoval(scope, id, inAMoment());
  const row = await selectInstanceEvenDeleted(scope, id);
  if (!row) return;
  const { wahaSession: name, isAdopted, sessionName } = row.instance;
  await takeDown(row.server, { name, isAdopted, sessionName });
}

/** Job: takes down the session that a number left on the server where it was; the same. */
export async function removeLeftSession(scope: Scope, id: string): Promise<void> {
  const left = await selectLeftSession(scope, id);
  if (!left) return;
  if (await isLeased(scope, left.instanceId, 'sync'))
    return wakeLeftRemoval(scope, id, left.server.id, inAMoment());
  await takeDown(left.server, left);
  await markTakenDown(scope, id);
}

const inAMoment = () => new Date(Date.now() + LOOK_AGAIN_MS);

/** Logs a session out and deletes it. From one that was there before us only our webhook is taken. */
async function takeDown(
  server: Address,
  { name, isAdopted, sessionName }: { name: string; isAdopted: boolean; sessionName: string },
): Promise<void> {
  const client = clientOf(server);
  const session = await client.findSession(name);
  if (!session) return;
  if (isAdopted) {
    await client.putSession(name, without(session.config, sessionName));
    return;
  }
  await client.changeSession(name, 'logout').catch(ignoreRefusal);
  await client.deleteSession(name);
}

/** Nothing to log out: then it can be deleted all the same. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof WahaError && error.kind === 'refused')) throw error;
}

import { enforceLimit } from '@/lib/auth/rate-limits';
import { AppError } from '@/lib/core/errors';
import { randomText } from '@/lib/core/ids';
import { type Scope, systemScope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { askStatus } from '@/lib/instances/asking';
import { connectInstance } from '@/lib/instances/commands';
import { getPairingCode, getQr } from '@/lib/instances/pairing';
import type { InstanceView, QrView } from '@/lib/instances/schema';
import { getInstance } from '@/lib/instances/service';
import { claimLinkRow, type LinkRow, selectLinkByGuest, selectLinkByToken } from './queries';
import type { GuestLook, GuestNumber, GuestStatus } from './schema';
import { linkStateOf } from './state';

/** What one link may ask for in a minute: its page asks about twice a second. */
const ASKS_A_MINUTE = 240;
/** … and of that what WhatsApp itself counts. */
const CODES = 6;
const CONNECTS = 20;
const LIFE_SECONDS = 10 * 60;

const OVER = {
  done: 'linkDone',
  revoked: 'linkRevoked',
  expired: 'linkExpired',
  claimed: 'linkUsed',
} as const;

/** What the page shows to a browser with this address, and with this cookie if it has one. Changes nothing. */
export async function lookAtLink(
  token: string,
  cookieOf: (id: string) => string | undefined,
): Promise<GuestLook> {
  const row = await findLink(token);
  if (!row) return { state: 'wrong' };
  const state = linkStateOf(row);
  const { organizationName, secondsLeft } = row;
  const cookie = cookieOf(row.link.id);
  const isTheirs = cookie !== undefined && sha256(cookie) === row.link.guestHash;
  if (state === 'open') return { state, organizationName, numberName: row.instanceName, secondsLeft };
  if (state !== 'claimed') return { state };
  if (!isTheirs) return { state: 'used' };
  const number = toGuestNumber(await getInstance(scopeOf(row), row.link.instanceId));
  return { state: 'yours', id: row.link.id, organizationName, number, secondsLeft };
}

export type Claim = { id: string; cookie: string; secondsLeft: number };

/** Gives the link to the browser that asks, for the rest of its time. Once: everybody later gets `invalid_state`. */
export async function claimLink(token: string): Promise<Claim> {
  const row = await findLink(token);
  if (!row) throw new AppError('not_found');
  const state = linkStateOf(row);
  if (state !== 'open') throw new AppError('invalid_state', { detail: OVER[state] });
  const cookie = randomText(32);
  if (!(await claimLinkRow(row.link.tokenHash, sha256(cookie))))
    throw new AppError('invalid_state', { detail: OVER.claimed });
  return { id: row.link.id, cookie, secondsLeft: row.secondsLeft };
}

/** How link and number stand, after asking WAHA. Of a link that is over, nothing is asked. */
export async function askGuestStatus(id: string, cookie: string | undefined): Promise<GuestStatus> {
  const row = await requireGuest(id, cookie);
  const state = linkStateOf(row);
  const view = state === 'claimed' ? askStatus : getInstance;
  const number = toGuestNumber(await view(scopeOf(row), row.link.instanceId));
  // The answer itself may have been the news that the number works.
  if (number.status === 'WORKING') return { state: 'done', number };
  return { state: state === 'claimed' || state === 'open' ? 'yours' : state, number };
}

/** The code to scan now. */
export async function getGuestQr(id: string, cookie: string | undefined): Promise<QrView> {
  const { scope, instanceId } = await requireRight(id, cookie);
  return getQr(scope, instanceId);
}

/** A code to type on the phone. */
export async function getGuestCode(
  id: string,
  cookie: string | undefined,
  phoneNumber: string,
): Promise<{ code: string }> {
  const { scope, instanceId } = await requireRight(id, cookie);
  await enforceLimit(scope.db, `link:code:${id}`, CODES, LIFE_SECONDS);
  return getPairingCode(scope, instanceId, phoneNumber);
}

/** Starts the number, or its codes anew. */
export async function connectAsGuest(id: string, cookie: string | undefined): Promise<GuestNumber> {
  const { scope, instanceId } = await requireRight(id, cookie);
  await enforceLimit(scope.db, `link:connect:${id}`, CONNECTS, LIFE_SECONDS);
  return toGuestNumber(await connectInstance(scope, instanceId));
}

async function requireRight(id: string, cookie: string | undefined) {
  const row = await requireGuest(id, cookie);
  const state = linkStateOf(row);
  if (state !== 'claimed')
    throw new AppError('invalid_state', { detail: OVER[state === 'open' ? 'expired' : state] });
  return { scope: scopeOf(row), instanceId: row.link.instanceId };
}

/** The link that this browser has; to all others it does not exist. */
async function requireGuest(id: string, cookie: string | undefined): Promise<LinkRow> {
  const row = cookie ? await selectLinkByGuest(sha256(cookie)) : undefined;
  if (row?.link.id !== id || row.isModuleOff) throw new AppError('not_found');
  await enforceLimit(scopeOf(row).db, `link:asked:${id}`, ASKS_A_MINUTE, 60);
  return row;
}

async function findLink(token: string): Promise<LinkRow | undefined> {
  const row = await selectLinkByToken(sha256(token));
  return row?.isModuleOff ? undefined : row;
}

const scopeOf = ({ link }: LinkRow): Scope => systemScope(link.organizationId);

const toGuestNumber = ({ name, status, pending, statusAt, health }: InstanceView): GuestNumber => ({
  name,
  status,
  pending,
  statusAt,
  lastError: health.lastError,
});

import type { World } from '../world';
import type { Account, Session } from './session';
import { setStatus } from './status';

/** Codes per pairing attempt: the first lives 60 s, the others 20 s each. */
const QR_CODES = 6;
const RECONNECT_MS = 2_000;
const CONNECT_ATTEMPTS = 60;

/** STARTING, then WORKING with valid credentials, FAILED with stale ones, a QR without any. */
export function walkUp(world: World, session: Session): void {
  const { timings } = world.options;
  session.cancelWalk();
  session.present = true;
  session.qr = null;
  setStatus(world, session, 'STARTING');
  if (!isReachable(world, session)) retryConnect(world, session, 1);
  else if (session.account && session.unlinked) {
    session.cancelWalk = world.clock.after(timings.resumeMs, () => fail(world, session));
  } else if (session.account) {
    session.cancelWalk = world.clock.after(timings.resumeMs, () => becomeWorking(world, session));
  } else {
    session.cancelWalk = world.clock.after(timings.connectMs, () => showQr(world, session, 1));
  }
}

/**
 * Without WhatsApp: STARTING is reported every 2 s; after 60 attempts FAILED (2026.2.1), or never (2024.10).
 * Once WhatsApp answers, the walk goes on.
 */
function retryConnect(world: World, session: Session, attempt: number): void {
  session.cancelWalk = world.clock.after(RECONNECT_MS, () => {
    if (isReachable(world, session)) walkUp(world, session);
    else if (attempt >= CONNECT_ATTEMPTS && world.features.qrEndsInFailed) fail(world, session);
    else {
      setStatus(world, session, 'STARTING');
      retryConnect(world, session, attempt + 1);
    }
  });
}

function isReachable(world: World, session: Session): boolean {
  return world.network.reachable && !session.networkDown;
}

/** Ends the walk and everything that ran for it. */
export function walkDown(world: World, session: Session): void {
  session.cancelWalk();
  session.present = false;
  session.qr = null;
  session.pairingCode = null;
  session.passkey = null;
  session.presence = null;
  if (session.status !== 'STOPPED') setStatus(world, session, 'STOPPED');
}

/** FAILED: stays until restart or logout. The credentials and `me` are kept (observed). */
export function fail(world: World, session: Session): void {
  session.cancelWalk();
  session.qr = null;
  setStatus(world, session, 'FAILED');
}

/** Every rotation reports SCAN_QR_CODE again; when the codes are used up, FAILED (2024: from the start). */
function showQr(world: World, session: Session, nth: number): void {
  const { timings } = world.options;
  if (nth > QR_CODES) {
    if (world.features.qrEndsInFailed) fail(world, session);
    else walkUp(world, session);
    return;
  }
  session.qr = newQr(world);
  setStatus(world, session, 'SCAN_QR_CODE');
  const life = nth === 1 ? timings.qrFirstMs : timings.qrNextMs;
  session.cancelWalk = world.clock.lifetime(life, () => showQr(world, session, nth + 1));
}

/** The phone accepted the code, and its history comes along: 2 s, STARTING with `me` filled in, WORKING (WEBJS: WORKING at once). */
export function linkAccount(world: World, session: Session, account: Account): void {
  const { timings, engine } = world.options;
  session.cancelWalk();
  session.qr = null;
  session.pairingCode = null;
  session.unlinked = false;
  session.cancelWalk = world.clock.after(timings.pairMs, () => {
    session.account = account;
    session.history = world.network.archiveOf(account.phone);
    if (engine === 'WEBJS') return becomeWorking(world, session);
    setStatus(world, session, 'STARTING');
    session.cancelWalk = world.clock.after(timings.pairMs, () => becomeWorking(world, session));
  });
}

/** GOWS only: WhatsApp asks for a passkey between the scan and WORKING (since 2026.7.1). */
export function askPasskey(world: World, session: Session, account: Account): void {
  session.cancelWalk();
  session.passkey = { account, code: String(1000 + world.random.int(9000)) };
  setStatus(world, session, 'PASSKEY_REQUIRED', passkeyChallenge(world));
}

/** The WebAuthn request that WhatsApp sends. */
export function passkeyChallenge(world: World): Record<string, unknown> {
  return {
    challenge: world.random.pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 10),
    timeout: 60_000,
    rpId: 'web.whatsapp.com',
    allowCredentials: [{ id: 'AX8bTgH2', type: 'public-key', transports: ['internal', 'hybrid'] }],
    userVerification: 'required',
  };
}

/**
 * The connection broke for `downMs`: 2 s of false WORKING, then STARTING until it stands again, and WORKING
 * (2.5 s in all for a short break, observed on 2026.2.1).
 */
export function loseConnection(world: World, session: Session, downMs: number): void {
  session.cancelWalk();
  session.networkDown = true;
  world.clock.after(downMs, () => {
    session.networkDown = false;
  });
  session.cancelWalk = world.clock.after(RECONNECT_MS, () => walkUp(world, session));
}

/** WEBJS after a browser error: FAILED, and 2 s later by itself STARTING again. */
export function recover(world: World, session: Session): void {
  session.cancelWalk = world.clock.after(RECONNECT_MS, () => walkUp(world, session));
}

function becomeWorking(world: World, session: Session): void {
  setStatus(world, session, 'WORKING');
  session.activity = Date.now();
  for (const deliver of session.waiting.splice(0)) deliver();
}

function newQr(world: World): string {
  const parts = [world.random.base64(32), world.random.base64(32), world.random.base64(32)];
  return `2@${world.random.base64(96)},${parts.join(',')}`;
}

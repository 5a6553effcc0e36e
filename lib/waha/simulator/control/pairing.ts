import { lidOf } from '../network/network';
import type { Session } from '../sessions/session';
import { setStatus } from '../sessions/status';
import { askPasskey, fail, linkAccount, loseConnection, recover } from '../sessions/walk';
import type { World } from '../world';
import { controlError, digitsOf, linkedSession, pickSession } from './control-error';

/** The owner's phone: scanning, typing codes, unlinking; and the line between WAHA and WhatsApp. */
export function pairingControl(world: World) {
  return {
    /** The phone scans the QR of a session. Give `qr` to prove that the picture shown is the current one. */
    async scan(input: {
      session?: string;
      phone: string;
      pushName?: string;
      qr?: string;
      passkey?: boolean;
    }) {
      const session = input.qr ? byQr(world, input.qr) : pickSession(world, input.session);
      if (session.status !== 'SCAN_QR_CODE' || !session.qr) {
        throw controlError(`Session '${session.name}' shows no QR: ${session.status}`);
      }
      const account = accountOf(input.phone, input.pushName);
      if (input.passkey) {
        if (world.options.engine !== 'GOWS') throw controlError('Only GOWS asks for a passkey');
        askPasskey(world, session, account);
      } else linkAccount(world, session, account);
      return { session: session.name, phone: account.phone };
    },

    /** Types a pairing code on the phone it was requested for. */
    async pair(input: { code: string; phone: string; pushName?: string }) {
      const code = input.code.toUpperCase().replace(/[^0-9A-Z]/g, '');
      const phone = digitsOf(input.phone);
      const session = [...world.sessions.values()].find(
        ({ pairingCode }) => pairingCode?.code.replace('-', '') === code && pairingCode.phone === phone,
      );
      if (session?.status !== 'SCAN_QR_CODE') throw controlError('Wrong or expired code');
      linkAccount(world, session, accountOf(phone, input.pushName));
      return { session: session.name, phone };
    },

    /** The owner removes the linked device: FAILED at once, only a logout brings a new QR. */
    async unlink(input: { session?: string }) {
      const session = linkedSession(world, input.session);
      session.unlinked = true;
      if (session.present) fail(world, session);
      return {};
    },

    /** The network between WAHA and WhatsApp breaks for `downMs` (scaled). */
    async flap(input: { session?: string; downMs?: number }) {
      const session = linkedSession(world, input.session);
      if (session.status === 'WORKING') loseConnection(world, session, input.downMs ?? 2_500);
      return {};
    },

    /** WhatsApp can't be reached from WAHA at all, or again: sessions report STARTING every 2 s (scaled). */
    async reachable(input: { on: boolean }) {
      world.network.reachable = input.on;
      const working = [...world.sessions.values()].filter(({ status }) => status === 'WORKING');
      if (!input.on) for (const session of working) loseConnection(world, session, 2_000);
      return {};
    },

    /** WEBJS's transient failure: FAILED, and by itself STARTING and WORKING again. */
    async crash(input: { session?: string; recovers?: boolean }) {
      const session = linkedSession(world, input.session);
      fail(world, session);
      if (input.recovers) recover(world, session);
      return {};
    },

    /** Reach-out timelock and message capping of a linked number; reported with WORKING again. */
    async restrict(input: {
      session?: string;
      timelock?: { isActive: boolean; endsInSeconds?: number } | null;
      capping?: { cappingStatus: string; totalQuota?: number; usedQuota?: number } | null;
    }) {
      const session = linkedSession(world, input.session);
      const now = world.clock.seconds();
      if (input.timelock !== undefined) {
        session.timelock = input.timelock && {
          enforcementType: 'RESTRICT_ALL_COMPANIONS',
          isActive: input.timelock.isActive,
          timeEnforcementEnds: now + (input.timelock.endsInSeconds ?? 86_400),
        };
      }
      if (input.capping !== undefined) {
        const base = { totalQuota: -1, usedQuota: 0, cycleStart: now, cycleEnd: now + 2_592_000 };
        session.capping = input.capping && {
          ...base,
          ...input.capping,
          mvStatus: 'NOT_ELIGIBLE',
          oteStatus: 'NOT_ELIGIBLE',
        };
      }
      if (session.status === 'WORKING') {
        setStatus(world, session, 'WORKING', { reachoutTimelock: session.timelock });
      }
      return {};
    },
  };
}

function accountOf(phone: string, pushName?: string) {
  const digits = digitsOf(phone);
  return { phone: digits, lid: lidOf(digits), pushName: pushName ?? 'Loja' };
}

function byQr(world: World, qr: string): Session {
  const session = [...world.sessions.values()].find((candidate) => candidate.qr === qr);
  if (!session) throw controlError('This QR is not valid any more');
  return session;
}

import QRCode from 'qrcode';
import { badRequest, HttpError, unprocessable } from '../http/http-error';
import { type Call, Raw, type Router } from '../http/router';
import { sessionIn } from '../sessions/guard';
import { setStatus } from '../sessions/status';
import { linkAccount, passkeyChallenge } from '../sessions/walk';

const CODE_ALPHABET = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

/** QR, pairing code and passkey. */
export function authRoutes(router: Router): void {
  router.on('GET', '/api/:session/auth/qr', qr);
  router.on('POST', '/api/:session/auth/request-code', requestCode);
  router.on('GET', '/api/:session/auth/passkey/challenge', async ({ world, params }) => {
    await sessionIn(world, params.session, ['PASSKEY_REQUIRED']);
    return passkeyChallenge(world);
  });
  router.on('POST', '/api/:session/auth/passkey', async ({ world, params }) => {
    const session = await sessionIn(world, params.session, ['PASSKEY_REQUIRED']);
    setStatus(world, session, 'PASSKEY_CONFIRMATION_REQUIRED', { code: session.passkey?.code });
    return undefined;
  });
  router.on('GET', '/api/:session/auth/passkey/confirmation', async ({ world, params }) => {
    const session = await sessionIn(world, params.session, ['PASSKEY_CONFIRMATION_REQUIRED']);
    return { code: session.passkey?.code };
  });
  router.on('POST', '/api/:session/auth/passkey/confirm', async ({ world, params }) => {
    const session = await sessionIn(world, params.session, ['PASSKEY_CONFIRMATION_REQUIRED']);
    if (!session.passkey) throw unprocessable(world.features, 'No passkey to confirm');
    linkAccount(world, session, session.passkey.account);
    session.passkey = null;
    return undefined;
  });
}

/** PNG 292 × 292; with exactly `Accept: application/json` base64 in JSON; `format=raw` the value itself. */
async function qr({ world, params, query, request }: Call): Promise<unknown> {
  const session = await sessionIn(world, params.session, ['SCAN_QR_CODE']);
  const value = session.qr ?? '';
  if (query.get('format') === 'raw') return { value };
  const png = await QRCode.toBuffer(value || ' ', { width: 292, margin: 2 });
  if (request.headers.accept === 'application/json') {
    return { mimetype: 'image/png', data: png.toString('base64') };
  }
  return new Raw('image/png', png);
}

/** Pairing code for a phone; STARTING waits, everything else ends in 422. */
async function requestCode({ world, params, body }: Call): Promise<unknown> {
  const session = await sessionIn(world, params.session, ['SCAN_QR_CODE']);
  const { phoneNumber, method } = body;
  if (typeof phoneNumber !== 'string' || !/^\d{8,15}$/.test(phoneNumber)) {
    throw badRequest(world.features, 'phoneNumber must be digits in international form');
  }
  if (world.options.engine === 'NOWEB' && method) {
    throw new HttpError(422, {
      message: "NOWEB does not support 'method'",
      error: 'Unprocessable Entity',
      statusCode: 422,
    });
  }
  const [left, right] = [world.random.pick(CODE_ALPHABET, 4), world.random.pick(CODE_ALPHABET, 4)];
  session.pairingCode = { code: `${left}-${right}`, phone: phoneNumber };
  return { code: session.pairingCode.code };
}

import QRCode from 'qrcode';
import { AppError } from '@/lib/core/errors';
import { toPhoneDigits } from '@/lib/core/phones';
import { authorize, type Scope } from '@/lib/core/scope';
import { clientOf } from '@/lib/servers/connect';
import { toUpstreamError } from '@/lib/servers/upstream';
import { WahaError } from '@/lib/waha/http';
import { askStatus } from './asking';
import type { InstanceRow } from './queries';
import type { QrView } from './schema';
import { requireInstance } from './service';

/** WhatsApp rotates the first code after 60 s, the others after 20 s (WAHA 2026.2.1). */
const FIRST_CODE_MS = 60_000;
const NEXT_CODE_MS = 20_000;
/** For a screen and a phone's camera: 4 modules of quiet zone, drawn large enough to need no smoothing. */
const PICTURE = { margin: 4, width: 560, errorCorrectionLevel: 'L' } as const;

/**
 * The code to scan now. Throws `invalid_state` (its detail names the state) when the session shows none,
 * `upstream_unavailable` while WAHA is away.
 */
export async function getQr(scope: Scope, id: string): Promise<QrView> {
  const value = await whilePairing(scope, id, (session, client) => client.qr(session));
  if (!value) throw new AppError('invalid_state', { detail: 'instanceState', params: { state: 'STARTING' } });
  const { instance } = await requireInstance(scope, id);
  return {
    value,
    image: await QRCode.toDataURL(value, PICTURE),
    expiresAt: expiryOf(instance).toISOString(),
  };
}

/** The same code as a PNG file. */
export async function getQrPicture(scope: Scope, id: string): Promise<Buffer> {
  const { image } = await getQr(scope, id);
  return Buffer.from(image.slice(image.indexOf(',') + 1), 'base64');
}

/** A code to type on the phone instead of scanning. Throws `invalid` for what is no phone number. */
export async function getPairingCode(
  scope: Scope,
  id: string,
  phoneNumber: string,
): Promise<{ code: string }> {
  authorize(scope, 'instances', 'instances:write');
  const digits = toPhoneDigits(phoneNumber);
  if (!digits) {
    throw new AppError('invalid', {
      detail: 'phoneInvalid',
      errors: [{ path: 'phoneNumber', message: 'is not a phone number' }],
    });
  }
  return { code: await whilePairing(scope, id, (session, client) => client.pairingCode(session, digits)) };
}

/** Asks the status first: WAHA would keep a call in the wrong state waiting for 5 to 15 s. */
async function whilePairing<T>(
  scope: Scope,
  id: string,
  ask: (session: string, client: ReturnType<typeof clientOf>) => Promise<T>,
): Promise<T> {
  authorize(scope, 'instances', 'instances:write');
  const { status } = await askStatus(scope, id);
  if (status !== 'SCAN_QR_CODE')
    throw new AppError('invalid_state', { detail: 'instanceState', params: { state: status } });
  const { instance, server } = await requireInstance(scope, id);
  try {
    return await ask(instance.wahaSession, clientOf(server));
  } catch (error) {
    if (error instanceof WahaError && error.status === 422) {
      const { status: now } = await askStatus(scope, id);
      throw new AppError('invalid_state', { detail: 'instanceState', params: { state: now }, cause: error });
    }
    throw toUpstreamError(error);
  }
}

function expiryOf({ qrRotation, qrRotatedAt }: InstanceRow): Date {
  const shownAt = qrRotatedAt?.getTime() ?? Date.now();
  const end = shownAt + (qrRotation <= 1 ? FIRST_CODE_MS : NEXT_CODE_MS);
  // A rotation whose event is late: the code is fresh, its end unknown; the next look comes soon.
  return new Date(end > Date.now() ? end : Date.now() + 5_000);
}

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { authSecret } from '@/lib/env';

const VERSION = 'v1';
let key: Buffer | undefined;

const secretKey = () => {
  key ??= Buffer.from(hkdfSync('sha256', authSecret(), 'recado', 'stored secrets', 32));
  return key;
};

/** AES-256-GCM under a key derived from `AUTH_SECRET`: `v1.<iv>.<tag>.<ciphertext>`, base64url. */
export function encryptSecret(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretKey(), iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [VERSION, iv, cipher.getAuthTag(), body]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** The reverse of {@link encryptSecret}; throws when the text was changed or `AUTH_SECRET` is another one. */
export function decryptSecret(sealed: string): string {
  const [version, iv = '', tag = '', body = ''] = sealed.split('.');
  if (version !== VERSION) throw new Error('Unknown format of a stored secret');
  const decipher = createDecipheriv('aes-256-gcm', secretKey(), Buffer.from(iv, 'base64url'));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

/** SHA-256, hex: how tokens and request bodies are remembered. */
export const sha256 = (value: string | Buffer): string => createHash('sha256').update(value).digest('hex');

/** Hex HMAC-SHA512 of the exact bytes, as WAHA signs its webhooks. */
export const hmacSha512 = (secret: string, body: Buffer): string =>
  createHmac('sha512', secret).update(body).digest('hex');

/** Compares two texts in a time that does not tell where they differ. */
export function equalsInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

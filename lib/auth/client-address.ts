import { env } from '@/lib/env';

/**
 * The caller's address as far as it can be believed: `X-Forwarded-For` is anybody's word, except the last
 * `TRUSTED_PROXIES` entries, which our own proxies wrote. Undefined when no proxy is trusted.
 */
export function clientAddress(headers: Headers, trustedProxies = env().TRUSTED_PROXIES): string | undefined {
  if (trustedProxies === 0) return undefined;
  const hops = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return hops.at(-trustedProxies) ?? hops[0];
}

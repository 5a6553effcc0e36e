import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an address given by somebody may be asked at all: it is public, or in one of the `allowed` ranges
 * (`10.0.0.0/8`). Everything that points back inside (loopback, private, link-local, mapped, tunnelled) is not.
 */
export function isAllowedAddress(address: string, allowed: string[]): boolean {
  if (!isIP(address)) return false;
  // `process` makes an IPv4 of an IPv6 that only wraps one.
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return allowed.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that somebody gave points inside, where we ask nobody on their behalf. */
export class AddressRefused extends Error {
  constructor() {
    super('not a public address');
    this.name = 'AddressRefused';
  }
}

/**
 * Whether an address given by somebody may be asked at all: it is public, or in one of the `allowed` ranges
 * (`10.0.0.0/8`). Everything that points back inside (loopback, private, link-local, mapped, tunnelled) is not.
 */
export function isAllowedAddress(address: string, allowed: readonly string[]): boolean {
  if (!isIP(address)) return false;
  // `process` makes an IPv4 of an IPv6 that only wraps one.
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return allowed.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

/** Throws {@link AddressRefused} where the URL names an address itself: Node looks no name up then. */
export function refuseInside(url: URL, allowed: readonly string[]): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isAllowedAddress(host, allowed)) throw new AddressRefused();
}

/**
 * Name resolution for a connection that fails when any of a name's addresses is not allowed: what is connected to is
 * what was checked, so a name that changes in between gains nothing.
 */
export function checkedLookup(allowed: readonly string[]): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const first = addresses[0];
      if (!first || !addresses.every(({ address }) => isAllowedAddress(address, allowed)))
        return callback(new AddressRefused(), '', 0);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

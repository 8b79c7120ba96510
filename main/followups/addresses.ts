/**
 * Which addresses a hook may reach. Checked on what a name resolves to at the moment of connecting, so that neither a name
 * that points inwards nor one that changes its mind gets through (SSRF, DNS rebinding).
 */
import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IANA special-purpose registries (RFC 6890 and its updates): this machine, private, link-local, shared, test, multicast. */
const inward = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inward.addSubnet(net, bits, 'ipv4');
/** Only global unicast is public (2000::/3), less what is carved out of it; what embeds an IPv4 address is not worth the risk. */
const carvedOut = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  carvedOut.addSubnet(net, bits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** An address of the public Internet, in text; false for anything that is not an address. */
export function isPublic(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) === 4) return !inward.check(bare, 'ipv4');
  if (isIP(bare) !== 6) return false;
  return globalUnicast.check(bare, 'ipv6') && !carvedOut.check(bare, 'ipv6');
}

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;
const systemResolve: Resolve = host => dns.promises.lookup(host, { all: true, verbatim: true });

/** A `lookup` for sockets that gives back only what may be reached, and fails when nothing is left. */
export function guardedLookup(allowPrivate: boolean, resolve: Resolve = systemResolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      found => {
        const allowed = allowPrivate ? found : found.filter(({ address }) => isPublic(address));
        const [first] = allowed;
        if (first === undefined) {
          const why = found.length === 0 ? 'no address' : 'private address';
          callback(new AddressRefused(why), '', 4);
        } else if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 4),
    );
  };
}

/** Sockets do not look up what is an address already, so that is checked here; brackets of IPv6 are taken off. */
export function literalRefused(url: URL, allowPrivate: boolean): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return !allowPrivate && isIP(host) !== 0 && !isPublic(host);
}

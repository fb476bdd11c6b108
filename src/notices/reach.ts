import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What may be called from here. */
export interface Reach {
  /** Where this service itself listens on loopback only: `http://localhost` and `http://127.0.0.1` too, at any port. */
  loopback: boolean;
  /** How names are resolved; absent: as the system does. */
  resolve?: typeof systemLookup;
}

/** The ports a receiver may listen on. */
const ports = new Set(['', '443', '8443']);

/** Everything that is not the public Internet (IANA special-purpose registries, RFC 6890). */
const v4Ranges: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Within 2000::/3, what leads elsewhere: protocols and Teredo, documentation, 6to4. */
const v6Ranges: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [net, bits] of v4Ranges) closed.addSubnet(net, bits, 'ipv4');
const closedV6 = new BlockList();
for (const [net, bits] of v6Ranges) closedV6.addSubnet(net, bits, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for an address of the public Internet. IPv6 in which an IPv4 address is hidden (mapped, NAT64, 6to4) is none. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  return family === 6 && globalV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6');
}

/** True where the host as written is this machine: only then may its address be. */
function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && loopback.check(host, 'ipv4'));
}

function mayReach(host: string, address: string, reach: Reach): boolean {
  if (isPublic(address)) return true;
  if (!reach.loopback || !isLoopbackHost(host)) return false;
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Why an address is not one to call, as far as it can be told without asking anybody; null when nothing speaks against it.
 * The forms that hide an address (`2130706433`, `0x7f.1`, `[::ffff:127.0.0.1]`) are read as what they are.
 */
export function whyNotCalled(text: string, reach: Reach): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return 'this is no address such as https://receiver.example/freight';
  if (url.username !== '' || url.password !== '') return 'user and password do not belong into the address';
  if (reach.loopback && isLoopbackHost(url.hostname))
    return ['http:', 'https:'].includes(url.protocol) ? null : 'only http and https are called';
  return whyNotCalledOutside(url);
}

function whyNotCalledOutside(url: URL): string | null {
  if (url.protocol !== 'https:') return 'only https is called';
  if (!ports.has(url.port)) return 'only the ports 443 and 8443 are called';
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(literal) !== 0 && !isPublic(literal) ? notPublic(literal) : null;
}

const notPublic = (address: string) => `${address} is not an address of the public Internet`;

/** An address that must not be called, found when its name was resolved. */
export class NotReachable extends Error {}

/**
 * Resolves the name of a call and lets it through only when every address it has may be called; the connection is made to
 * what was looked at here, so a name that changes in between changes nothing.
 */
export function checkedLookup(host: string, reach: Reach): LookupFunction {
  return (name, options, done) => {
    const resolve = reach.resolve ?? systemLookup;
    resolve(name, { all: true, verbatim: true }, (error, addresses: LookupAddress[]) => {
      const [first] = error ? [] : addresses;
      const wrong = error ? undefined : addresses.find(({ address }) => !mayReach(host, address, reach));
      if (error) done(error, '', 0);
      else if (wrong) done(new NotReachable(`${name}: ${notPublic(wrong.address)}`), '', 0);
      else if (!first) done(new NotReachable(`${name} has no address`), '', 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/**
 * The same for an address that is being saved. A name that does not resolve just now is not refused: it is looked at again
 * at every call.
 */
export async function whyNotSaved(text: string, reach: Reach): Promise<string | null> {
  const why = whyNotCalled(text, reach);
  if (why !== null) return why;
  const { hostname } = new URL(text);
  if (isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0) return null;
  return new Promise((resolve) => {
    checkedLookup(hostname, reach)(hostname, { all: true }, (error) => {
      resolve(error instanceof NotReachable ? error.message : null);
    });
  });
}

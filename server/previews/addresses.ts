import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Addresses that begin alike, as in `10.0.0.0/8`. */
export type Network = readonly [Address, number];

/** What the IPv6 world has given out; translations of IPv4 addresses and all special ranges are elsewhere, or named. */
const GLOBAL_IPV6: Network = [ipaddr.IPv6.parse('2000::'), 3];
/** Public by its number, and what Azure answers its own machines' secrets at. */
const HOSTERS_OWN: readonly Network[] = [[ipaddr.IPv4.parse('168.63.129.16'), 32]];
/** Examples of documentation that the library does not name yet. */
const EXAMPLES: Network = [ipaddr.IPv6.parse('3fff::'), 20];

/**
 * Whether a page at this address may be asked for: it is everybody's, or in one of the networks that the
 * operator allows. What is no address may not.
 *
 * An IPv4 address that is written as an IPv6 one (mapped, 6to4, NAT64, Teredo) is never everybody's: no name of the
 * public web needs that, and whoever reads it has to know all ways of writing.
 */
export function mayAsk(address: string, allowed: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return isPublic(parsed) || allowed.some((network) => isIn(parsed, network));
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return !HOSTERS_OWN.some((network) => isIn(address, network));
  return isIn(address, GLOBAL_IPV6) && !isIn(address, EXAMPLES);
}

const isIn = (address: Address, [network, bits]: Network): boolean =>
  address.kind() === network.kind() && address.match(network, bits);

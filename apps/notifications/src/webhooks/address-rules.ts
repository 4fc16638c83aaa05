import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/** Throws for a text that is no network; settings are validated earlier. */
export const parseNetworks = (cidrs: readonly string[]): readonly Network[] =>
  cidrs.map((cidr) => ipaddr.parseCIDR(cidr));

// The only part of IPv6 that is public internet; special ranges inside it have a range name.
const globalUnicast: Network = ipaddr.parseCIDR('2000::/3');

/**
 * Whether a request may go to this address: public unicast addresses and those in the allowed networks. IPv6 that carries an
 * IPv4 address (mapped, NAT64, 6to4, Teredo) is refused, except a mapped address whose IPv4 address is in an allowed network.
 * A text that is no address is refused.
 */
export function isAllowedAddress(address: string, allowedNetworks: readonly Network[]): boolean {
  // A zone (fe80::1%eth0) belongs to an address that is refused anyway.
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  return isPublic(parsed) || allowedNetworks.some((network) => isInside(parsed, network));
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || contains(globalUnicast, address);
}

function isInside(address: Address, network: Network): boolean {
  if (contains(network, address)) return true;
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && contains(network, address.toIPv4Address());
}

const contains = ([base, prefix]: Network, address: Address): boolean =>
  base.kind() === address.kind() && address.match(base, prefix);

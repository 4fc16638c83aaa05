import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/** Throws for a text that is no network; settings are checked before. */
export const readNetworks = (cidrs: readonly string[]): readonly Network[] =>
  cidrs.map((cidr) => ipaddr.parseCIDR(cidr));

// The only part of IPv6 that is given out to the public internet; what is special inside it has a range name.
const globalUnicast: Network = ipaddr.parseCIDR('2000::/3');

/**
 * May a request go to this address? Only public unicast addresses, and those of the networks that ops opened.
 * Everything that carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo) is refused; a mapped one is judged by
 * the address that it stands for only against the opened networks. What is not an address is refused.
 */
export function mayConnect(address: string, opened: readonly Network[]): boolean {
  // A zone (fe80::1%eth0) only makes sense for addresses that are refused anyway.
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  return isPublic(parsed) || opened.some((network) => isInside(parsed, network));
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

import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isAllowedAddress, type Network } from './address-rules.ts';
import { literalAddress } from './endpoint-url.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name, as the system sees them. */
export type ResolveHost = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const systemResolve: ResolveHost = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** The host has an address that webhooks may not reach. */
export class AddressRefused extends Error {
  readonly code = 'address-refused';
  constructor(hostname: string) {
    super(`${hostname} leads to an address that webhooks may not reach`);
    this.name = 'AddressRefused';
  }
}

/** Refuses a name when any of its addresses is not allowed, so that mixed DNS answers do not get through. */
export async function resolveAllowed(
  hostname: string,
  allowedNetworks: readonly Network[],
  resolve: ResolveHost,
): Promise<readonly ResolvedAddress[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0 || !addresses.every(({ address }) => isAllowedAddress(address, allowedNetworks))) {
    throw new AddressRefused(hostname);
  }
  return addresses;
}

/** undici's connector that checks inside the socket's own lookup: the checked address is the one connected to. */
export function guardedConnector(options: {
  readonly allowedNetworks: readonly Network[];
  readonly resolve: ResolveHost;
  readonly connectTimeoutMs: number;
}): buildConnector.connector {
  const { allowedNetworks, resolve, connectTimeoutMs } = options;
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    resolveAllowed(hostname, allowedNetworks, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (all) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup } as buildConnector.BuildOptions);
  return (target, callback) => {
    // The socket does no lookup for a literal address.
    const literal = literalAddress(target.hostname);
    if (literal !== undefined && !isAllowedAddress(literal, allowedNetworks))
      callback(new AddressRefused(target.hostname), null);
    else connect(target, callback);
  };
}

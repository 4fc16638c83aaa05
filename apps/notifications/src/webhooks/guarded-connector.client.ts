import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { mayConnect, type Network } from './address-rules.ts';
import { literalAddress } from './endpoint-url.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name, as the system sees them. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** No connection is made to a place where webhooks may not go. */
export class AddressRefused extends Error {
  readonly code = 'address-refused';
  constructor(hostname: string) {
    super(`${hostname} leads to an address that webhooks may not reach`);
    this.name = 'AddressRefused';
  }
}

/** Refuses a name when any of its addresses is refused, so that no answer with two faces gets through. */
export async function checkedAddresses(
  hostname: string,
  opened: readonly Network[],
  resolve: Resolve,
): Promise<readonly ResolvedAddress[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0 || !addresses.every(({ address }) => mayConnect(address, opened))) {
    throw new AddressRefused(hostname);
  }
  return addresses;
}

/** undici's connector with the check in the socket's own look-up: the address that was checked is the one connected to. */
export function guardedConnector(options: {
  readonly opened: readonly Network[];
  readonly resolve: Resolve;
  readonly connectTimeoutMs: number;
}): buildConnector.connector {
  const { opened, resolve, connectTimeoutMs } = options;
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    checkedAddresses(hostname, opened, resolve).then(
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
    // The socket asks no look-up for a literal address.
    const literal = literalAddress(target.hostname);
    if (literal !== undefined && !mayConnect(literal, opened)) callback(new AddressRefused(target.hostname), null);
    else connect(target, callback);
  };
}

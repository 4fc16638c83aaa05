import { Invalid } from '@harken/errors';
import ipaddr from 'ipaddr.js';
import { isAllowedAddress, type Network } from './address-rules.ts';

const reject = (code: string, detail: string): never => {
  throw new Invalid('subscription.url-refused', 'Webhooks cannot be sent to this URL.', [
    { pointer: '/delivery/url', code, detail },
  ]);
};

/** The URL as the WHATWG parser reads it: decimal, octal, hex and short forms of addresses come out as plain ones. */
export function parseEndpointUrl(text: string, allowedNetworks: readonly Network[]): URL {
  const url = URL.canParse(text) ? new URL(text) : reject('wrong-format', 'must be an absolute URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    reject('wrong-protocol', 'must begin with https:// or http://');
  if (url.username || url.password)
    reject('credentials', 'must not hold a user name or password; check the signature instead');
  if (url.hash) reject('fragment', 'must not have a fragment');
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && !isAllowedAddress(literal, allowedNetworks))
    reject('private-address', privateAddressDetail);
  return url;
}

export const privateAddressDetail =
  'must lead to a public address; WEBHOOK_ALLOWED_NETWORKS of the service can open others';

/** The address when the host is one, else undefined: it is a name that has to be looked up. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

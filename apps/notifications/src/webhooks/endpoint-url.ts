import { Invalid } from '@harken/errors';
import ipaddr from 'ipaddr.js';
import { mayConnect, type Network } from './address-rules.ts';

const refuse = (code: string, detail: string): never => {
  throw new Invalid('subscription.url-refused', 'Webhooks cannot be sent to this URL.', [
    { pointer: '/delivery/url', code, detail },
  ]);
};

/** The URL as the WHATWG parser reads it: decimal, octal, hex and short forms of addresses come out as plain ones. */
export function readEndpointUrl(text: string, opened: readonly Network[]): URL {
  const url = URL.canParse(text) ? new URL(text) : refuse('wrong-format', 'must be an absolute URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    refuse('wrong-protocol', 'must begin with https:// or http://');
  if (url.username || url.password)
    refuse('credentials', 'must not hold a user name or password; check the signature instead');
  if (url.hash) refuse('fragment', 'must not have a fragment');
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && !mayConnect(literal, opened)) refuse('private-address', privateAddress);
  return url;
}

export const privateAddress = 'must lead to a public address; WEBHOOK_ALLOWED_NETWORKS of the service can open others';

/** The address when the host is one, else undefined: it is a name that has to be looked up. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

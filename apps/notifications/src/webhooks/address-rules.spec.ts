import { describe, expect, it } from '@jest/globals';
import { isAllowedAddress, parseNetworks } from './address-rules.ts';
import { literalAddress, parseEndpointUrl } from './endpoint-url.ts';
import { privateAddresses, privateHosts, publicAddresses } from './private-addresses.fixture.ts';

describe('the table of private addresses', () => {
  it('has more than 200 spellings', () => {
    expect(new Set([...privateAddresses, ...privateHosts]).size).toBeGreaterThanOrEqual(200);
  });
});

describe('an address that webhooks may not reach', () => {
  it.each(privateAddresses)('%s', (address) => {
    expect(isAllowedAddress(address, [])).toBe(false);
  });
});

describe('a URL that webhooks may not be sent to', () => {
  it.each(privateHosts.flatMap((host) => [`http://${host}/hook`, `https://${host}:8443/hook?x=1`]))('%s', (url) => {
    // A host that the URL parser takes for a name is looked up; then its addresses are judged.
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const isName = parsed !== undefined && literalAddress(parsed.hostname) === undefined;
    if (isName) expect(parsed.hostname).toMatch(/[a-z]/);
    else expect(() => parseEndpointUrl(url, [])).toThrow(expect.objectContaining({ code: 'subscription.url-refused' }));
  });

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    '//example.com/',
    'example.com',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'https://example.com/#part',
    'http://',
    '',
  ])('%p', (url) => {
    expect(() => parseEndpointUrl(url, [])).toThrow(expect.objectContaining({ code: 'subscription.url-refused' }));
  });
});

describe('an address that webhooks may reach', () => {
  it.each(publicAddresses)('%s', (address) => {
    expect(isAllowedAddress(address, [])).toBe(true);
    expect(parseEndpointUrl(`https://${address.includes(':') ? `[${address}]` : address}/`, []).protocol).toBe(
      'https:',
    );
  });
});

describe('a network that ops opened', () => {
  const opened = parseNetworks(['10.1.0.0/16', '127.0.0.1/32', 'fd00:1::/32']);

  it.each(['10.1.2.3', '127.0.0.1', 'fd00:1::5', '::ffff:10.1.2.3'])('lets %s through', (address) => {
    expect(isAllowedAddress(address, opened)).toBe(true);
  });

  it.each(['10.2.0.1', '127.0.0.2', 'fd00:2::5', '::1', '169.254.169.254', '::ffff:10.2.0.1', '64:ff9b::a01:203'])(
    'opens nothing else, so not %s',
    (address) => {
      expect(isAllowedAddress(address, opened)).toBe(false);
    },
  );

  it('is found behind every spelling of its addresses', () => {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1']) {
      expect(parseEndpointUrl(`http://${host}:8080/`, opened).hostname).toBe('127.0.0.1');
    }
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer of signed tokens, as a company has one. */
export interface TokenIssuerServer {
  readonly issuer: string;
  /** The value of OIDC_ISSUERS. */
  readonly setting: string;
  /** A token for a minute; it says nothing about roles. */
  tokenOf(subject: string, claims?: object): Promise<string>;
  close(): void;
}

export async function startTokenIssuer(): Promise<TokenIssuerServer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = 'https://login.company.example';
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  return {
    issuer,
    setting: JSON.stringify([{ issuer, audience: 'harken', jwksUrl }]),
    tokenOf: (sub, claims = {}) =>
      new SignJWT({ iss: issuer, aud: 'harken', sub, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setExpirationTime('1m')
        .sign(privateKey),
    close: () => void server.close(),
  };
}

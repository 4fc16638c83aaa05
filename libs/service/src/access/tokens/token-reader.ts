import { Forbidden, Unauthenticated, Unavailable } from '@harken/errors';
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { v5 as uuidV5 } from 'uuid';
import { type Actor, isRole, personIdPattern, type Role } from '../keys/roles.ts';
import type { KnownPerson, PersonSearch } from './known-people.ts';
import type { TokenIssuer } from './token-issuers.ts';

/** Signatures by private keys only: a secret that we shared with an issuer, or no signature, proves nothing (RFC 8725). */
const algorithms = [
  ...['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512'],
  ...['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
];
/** How much the clocks of issuers may differ from ours. */
const clockToleranceSeconds = 30;
/** Keys are fetched again after this time, and at once for a key id that is not among them, but not more often than that. */
const jwksMaxAgeMs = 600_000;
const jwksCooldownMs = 5_000;
const jwksTimeoutMs = 5_000;
/** Changed roles and subjects must take effect within a second, as with keys. */
const personTtlMs = 400;
/** It stands in histories and events as a name. */
const maxNameLength = 200;

interface KnownIssuer extends TokenIssuer {
  readonly keys: JWTVerifyGetKey;
}

export type FindPerson = (search: PersonSearch) => Promise<KnownPerson | undefined>;

/** Reads signed tokens: JWT (RFC 7519) of the configured issuers, verified by their JSON Web Key Sets. */
export class TokenReader {
  private readonly issuers: ReadonlyMap<string, KnownIssuer>;
  private readonly people: LRUCache<string, { readonly found: Promise<KnownPerson | undefined> }>;
  private readonly find: FindPerson;

  constructor(issuers: readonly TokenIssuer[], find: FindPerson) {
    this.find = find;
    this.people = new LRUCache({ max: 5_000, ttl: personTtlMs });
    this.issuers = new Map(
      issuers.map((one) => {
        const options = { cacheMaxAge: jwksMaxAgeMs, cooldownDuration: jwksCooldownMs, timeoutDuration: jwksTimeoutMs };
        return [one.issuer, { ...one, keys: createRemoteJWKSet(new URL(one.jwksUrl), options) }];
      }),
    );
  }

  /** Whether it looks like a signed token and there is an issuer whose tokens are taken. */
  reads(token: string): boolean {
    return this.issuers.size > 0 && token.split('.').length === 3;
  }

  /**
   * The caller. Throws Unauthenticated (`access.token-...`) for a token that proves nothing, Forbidden without a role and
   * Unavailable while the keys of the issuer cannot be read.
   */
  async actorOf(token: string): Promise<Actor> {
    const issuer = this.issuers.get(issuerOf(token));
    if (!issuer) throw new Unauthenticated('access.token-issuer', 'No tokens of this issuer are taken here.');
    const claims = await verify(token, issuer);
    const { sub: subject = '', exp = 0 } = claims;
    const name = `${issuer.issuer}|${subject}`;
    if (!/^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/.test(subject) || name.length > maxNameLength)
      throw new Unauthenticated('access.token-invalid', 'This token is not valid, or not yet.');
    const person = await this.personOf(claims, issuer, subject);
    const roles = rolesOf(claims, issuer) ?? person?.roles.filter(isRole) ?? [];
    const [role] = roles;
    if (!role) throw new Forbidden('access.role-missing', 'Neither the token nor the person has a role.');
    const tokenExpiresAt = new Date(exp * 1000);
    const clientId = clientIdOf(issuer.issuer, subject);
    return { clientId, name, role, roles, keyId: null, person: person?.id ?? null, tokenExpiresAt };
  }

  private async personOf(
    claims: JWTPayload,
    { issuer, personClaim }: TokenIssuer,
    subject: string,
  ): Promise<KnownPerson | undefined> {
    const named = personClaim === null ? undefined : claimOf(claims, personClaim);
    if (named === undefined) return this.findCached({ issuer, subject });
    if (typeof named !== 'string' || !personIdPattern.test(named))
      throw new Unauthenticated('access.token-invalid', 'This token is not valid, or not yet.');
    return (await this.findCached({ id: named })) ?? { id: named, roles: [] };
  }

  private findCached(search: PersonSearch): Promise<KnownPerson | undefined> {
    const key = JSON.stringify(search);
    const cached = this.people.get(key);
    if (cached) return cached.found;
    const found = this.find(search);
    this.people.set(key, { found });
    found.catch(() => this.people.delete(key));
    return found;
  }
}

/** The same for every token of the subject: a UUID of version 5 (RFC 9562), in a namespace of the issuer. */
const clientIdOf = (issuer: string, subject: string): string => uuidV5(subject, uuidV5(issuer, uuidV5.URL));

/** Read before the signature is checked, only to know whose keys check it. */
function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new Unauthenticated('access.token-invalid', 'This token is not valid, or not yet.');
  }
}

async function verify(token: string, { issuer, audience, keys }: KnownIssuer): Promise<JWTPayload> {
  try {
    const requiredClaims = ['exp', 'sub'];
    const options = { issuer, audience, algorithms, requiredClaims, clockTolerance: clockToleranceSeconds };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    throw problemOf(error);
  }
}

function problemOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new Unauthenticated('access.token-expired', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return new Unauthenticated('access.token-audience', 'The token was issued for somebody else.');
  if (error instanceof errors.JOSEAlgNotAllowed)
    return new Unauthenticated('access.token-algorithm', 'The token must be signed by a private key.');
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return new Unauthenticated('access.token-signature', 'No key of the issuer has signed this token.');
  if (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSMultipleMatchingKeys
  )
    return new Unauthenticated('access.token-invalid', 'This token is not valid, or not yet.');
  return new Unavailable('access.issuer-unavailable', 'The keys of the issuer of the token cannot be read.');
}

/** undefined: the issuer says nothing about roles. */
function rolesOf(claims: JWTPayload, { rolesClaim, roles }: TokenIssuer): readonly Role[] | undefined {
  const claim = claimOf(claims, rolesClaim);
  if (claim === undefined) return undefined;
  const names = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  const ours = names.map((name: unknown) => (typeof name === 'string' ? (roles.get(name) ?? name) : ''));
  return [...new Set(ours)].filter(isRole);
}

/** By its name; else by a path of names with dots between. */
function claimOf(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const step of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

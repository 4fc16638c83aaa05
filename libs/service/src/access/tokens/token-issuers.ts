import { isRole, type Role } from '../keys/roles.ts';

/** An issuer whose signed tokens are taken instead of API keys. */
export interface TokenIssuer {
  /** Exactly what its tokens have as `iss`. */
  readonly issuer: string;
  /** What the tokens must have as `aud`. */
  readonly audience: string;
  /** Where its public keys are, as a JSON Web Key Set. */
  readonly jwksUrl: string;
  /** The claim with the roles: its name, or a path into an object (`realm_access.roles`). */
  readonly rolesClaim: string;
  /** The issuer's names of roles -> ours. Names that it does not have count if they are ours. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The claim with the id of the person; null: the person who has the subject. */
  readonly personClaim: string | null;
}

const fields = ['issuer', 'audience', 'jwksUrl', 'rolesClaim', 'roles', 'personClaim'];

/**
 * The setting OIDC_ISSUERS: a JSON list of `{ issuer, audience, jwksUrl, rolesClaim?, roles?, personClaim? }`. Throws an
 * Error whose message says what is expected.
 */
export function parseTokenIssuers(text: string): TokenIssuer[] {
  const list = text.trim() === '' ? [] : parseJson(text);
  if (!Array.isArray(list)) throw new Error('must be a JSON list of issuers');
  const issuers = list.map((one: unknown, at) => parseIssuer(one, `/${at}`));
  const repeated = issuers.find(({ issuer }, at) => issuers.findIndex((other) => other.issuer === issuer) < at);
  if (repeated) throw new Error(`must have each issuer once; ${repeated.issuer} is there twice`);
  return issuers;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('must be a JSON list of issuers');
  }
}

function parseIssuer(value: unknown, pointer: string): TokenIssuer {
  if (typeof value !== 'object' || value === null)
    throw new Error(`must be a JSON list of issuers; ${pointer} is none`);
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).find((field) => !fields.includes(field));
  if (unknown !== undefined) throw new Error(`must have only ${fields.join(', ')}; ${pointer}/${unknown} is unknown`);
  const text = (field: string, standard?: string): string => {
    const found = given[field] ?? standard;
    if (typeof found !== 'string' || found.trim() === '') throw new Error(`needs a text at ${pointer}/${field}`);
    return found;
  };
  const jwksUrl = text('jwksUrl');
  if (!URL.canParse(jwksUrl) || !/^https?:$/.test(new URL(jwksUrl).protocol))
    throw new Error(`needs an http address at ${pointer}/jwksUrl`);
  return {
    issuer: text('issuer'),
    audience: text('audience'),
    jwksUrl,
    rolesClaim: text('rolesClaim', 'roles'),
    roles: parseRoles(given.roles ?? {}, `${pointer}/roles`),
    personClaim: given.personClaim === undefined ? null : text('personClaim'),
  };
}

function parseRoles(value: unknown, pointer: string): ReadonlyMap<string, Role> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`needs an object at ${pointer}`);
  return new Map(
    Object.entries(value).map(([name, role]) => {
      if (typeof role !== 'string' || !isRole(role)) throw new Error(`needs one of our roles at ${pointer}/${name}`);
      return [name, role];
    }),
  );
}

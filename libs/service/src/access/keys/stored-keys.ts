import { Invalid, NotFound, RuleBroken } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { generateKey, hashKey, keyNamePattern } from './api-key.ts';
import type { LiveKey } from './api-key-cache.ts';
import { personIdPattern, personIdRule, type Role } from './roles.ts';

export interface IssueKey {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The id of the person who alone uses the key: what it does counts as done by this person. */
  readonly person?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

export interface IssuedKey {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly person: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const live = 'revoked_at is null and (expires_at is null or expires_at > now())';
const columns =
  'id, name, roles, person, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"';
/** Two, so that a client can rotate keys without a gap; not more, so that forgotten keys do not pile up. */
const maxLiveKeys = 2;

/** Issues a key. Only its hash is stored, so the text is returned once. Throws RuleBroken when two live keys exist. */
export async function issueKey(command: IssueKey, database: DataSource): Promise<{ id: string; key: string }> {
  if (!keyNamePattern.test(command.name)) {
    throw new Invalid('access.name-invalid', 'A key name has 1 to 40 characters of a-z, 0-9 and -.');
  }
  if (command.person !== undefined && !personIdPattern.test(command.person)) {
    throw new Invalid('access.person-invalid', `The id of a person ${personIdRule}.`);
  }
  if (command.roles.length === 0) throw new Invalid('access.role-missing', 'A key needs at least one role.');
  const key = generateKey(command.name);
  return database.transaction(async (tx: EntityManager) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('harken.keys.' || $1, 0))", [command.name]);
    const [{ n }] = await tx.query(`select count(*)::int as n from access.api_keys where name = $1 and ${live}`, [
      command.name,
    ]);
    if (n >= maxLiveKeys) {
      throw new RuleBroken(
        'access.too-many-keys',
        `${command.name} has ${n} live keys already; revoke one of them first.`,
        { name: command.name },
      );
    }
    const [{ id }] = await tx.query(
      'insert into access.api_keys (name, hash, roles, person, expires_at) values ($1, $2, $3, $4, $5) returning id',
      [command.name, hashKey(key), [...command.roles], command.person ?? null, command.expiresAt ?? null],
    );
    return { id, key };
  });
}

export async function listKeys(database: DataSource): Promise<readonly IssuedKey[]> {
  return database.query(`select ${columns} from access.api_keys order by name, created_at`);
}

/** Takes effect in every replica of every service within a second. Revoking twice is fine. */
export async function revokeKey(id: string, database: DataSource): Promise<void> {
  const [rows] = await database.query(
    'update access.api_keys set revoked_at = coalesce(revoked_at, now()) where id::text = $1 returning id',
    [id],
  );
  if (rows.length === 0) throw new NotFound('key', id);
}

/** The live keys of a client, for ApiKeyCache. */
export async function findLiveKeys(name: string, database: DataSource): Promise<readonly LiveKey[]> {
  return database.query(`select id, hash, roles, person from access.api_keys where name = $1 and ${live}`, [name]);
}

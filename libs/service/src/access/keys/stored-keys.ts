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

/** `key` is shown this once. */
export interface NewKey {
  readonly id: string;
  readonly clientId: string;
  readonly key: string;
}

export interface IssuedKey {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly person: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const live = 'revoked_at is null and (expires_at is null or expires_at > now())';
const columns =
  'id, client_id as "clientId", name, roles, person, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"';
/** Two, so that a client can rotate keys without a gap; not more, so that forgotten keys do not pile up. */
const maxLiveKeys = 2;

/**
 * Issues a key to a new client. Only its hash is stored, so the text is returned once. A client of the same name that was
 * there before stays another one. Throws RuleBroken when two live keys of this name exist.
 */
export async function issueKey(command: IssueKey, database: DataSource): Promise<NewKey> {
  const { name, roles, person, expiresAt } = command;
  if (!keyNamePattern.test(name)) {
    throw new Invalid('access.name-invalid', 'A key name has 1 to 40 characters of a-z, 0-9 and -.');
  }
  if (person !== undefined && !personIdPattern.test(person)) {
    throw new Invalid('access.person-invalid', `The id of a person ${personIdRule}.`);
  }
  if (roles.length === 0) throw new Invalid('access.role-missing', 'A key needs at least one role.');
  return addKey(name, database, (tx, hash) =>
    tx.query(
      `insert into access.api_keys (client_id, name, hash, roles, person, expires_at) values (uuidv7(), $1, $2, $3, $4, $5)
       returning id, client_id as "clientId"`,
      [name, hash, [...roles], person ?? null, expiresAt ?? null],
    ),
  );
}

/**
 * Issues the next key to the client of a key, with its name, roles and person: what belongs to the client stays with it. The
 * old key is not touched, so that the client can change over; it may also be revoked already. Throws NotFound, and RuleBroken
 * when two live keys of this name exist.
 */
export async function rotateKey(
  command: { readonly id: string; readonly expiresAt?: Date | undefined },
  database: DataSource,
): Promise<NewKey> {
  const { id, expiresAt } = command;
  const [old] = await database.query('select name from access.api_keys where id::text = $1', [id]);
  if (!old) throw new NotFound('key', id);
  return addKey(old.name, database, (tx, hash) =>
    tx.query(
      `insert into access.api_keys (client_id, name, hash, roles, person, expires_at)
       select client_id, name, $2, roles, person, $3 from access.api_keys where id::text = $1
       returning id, client_id as "clientId"`,
      [id, hash, expiresAt ?? null],
    ),
  );
}

type InsertKey = (tx: EntityManager, hash: Buffer) => Promise<{ id: string; clientId: string }[]>;

async function addKey(name: string, database: DataSource, insert: InsertKey): Promise<NewKey> {
  const key = generateKey(name);
  return database.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('harken.keys.' || $1, 0))", [name]);
    const [{ n }] = await tx.query(`select count(*)::int as n from access.api_keys where name = $1 and ${live}`, [
      name,
    ]);
    if (n >= maxLiveKeys) {
      throw new RuleBroken('access.too-many-keys', `${name} has ${n} live keys already; revoke one of them first.`, {
        name,
      });
    }
    const [row] = await insert(tx, hashKey(key));
    if (!row) throw new TypeError('The key was not stored.');
    return { ...row, key };
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
  return database.query(
    `select id, client_id as "clientId", hash, roles, person from access.api_keys where name = $1 and ${live}`,
    [name],
  );
}

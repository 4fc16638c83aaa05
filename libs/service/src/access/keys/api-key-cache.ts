import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { parseKey } from './api-key.ts';
import { type Actor, isRole, type Role } from './roles.ts';

export interface LiveKey {
  readonly id: string;
  readonly clientId: string;
  readonly hash: Buffer;
  readonly roles: readonly string[];
  readonly person: string | null;
}

/** Reads the live keys of a client: not revoked, not expired. */
export type FindLiveKeys = (name: string) => Promise<readonly LiveKey[]>;

/** A revocation must take effect within a second; the lookup and the request take the rest. */
const cacheTtlMs = 400;

/** Finds the actor of a key. At most one database lookup per client and `cacheTtlMs`, at any request rate. */
export class ApiKeyCache {
  private readonly entries: LRUCache<string, Promise<readonly LiveKey[]>>;
  private readonly find: FindLiveKeys;

  constructor(find: FindLiveKeys, size = 5_000) {
    this.find = find;
    this.entries = new LRUCache({ max: size, ttl: cacheTtlMs });
  }

  async actorOf(token: string): Promise<Actor | undefined> {
    const key = parseKey(token);
    if (!key) return undefined;
    for (const live of await this.liveKeysOf(key.name)) {
      if (live.hash.length === key.hash.length && timingSafeEqual(live.hash, key.hash)) return toActor(key.name, live);
    }
    return undefined;
  }

  private liveKeysOf(name: string): Promise<readonly LiveKey[]> {
    const cached = this.entries.get(name);
    if (cached) return cached;
    const keys = this.find(name);
    this.entries.set(name, keys);
    keys.catch(() => this.entries.delete(name));
    return keys;
  }
}

function toActor(name: string, key: LiveKey): Actor | undefined {
  const roles = key.roles.filter((role): role is Role => isRole(role));
  const [role] = roles;
  return role && { clientId: key.clientId, name, role, roles, keyId: key.id, person: key.person };
}

import { timingSafeEqual } from 'node:crypto';
import { readKey } from './api-key.ts';
import { LruMap } from './lru-map.ts';
import { type Actor, isRole, type Role } from './roles.ts';

export interface LiveKey {
  readonly id: string;
  readonly hash: Buffer;
  readonly roles: readonly string[];
}

/** Reads the live keys of a client: not revoked, not expired. */
export type FindLiveKeys = (name: string) => Promise<readonly LiveKey[]>;

/** How long a look-up is believed. A revocation must hold within a second; this leaves half of it for the rest. */
const believedMs = 400;

/** Knows keys. One database look-up per client and `believedMs`, whatever the rate of requests. */
export class KeyBook {
  private readonly found: LruMap<string, { readonly until: number; readonly keys: Promise<readonly LiveKey[]> }>;
  private readonly find: FindLiveKeys;

  constructor(find: FindLiveKeys, size = 5_000) {
    this.find = find;
    this.found = new LruMap(size);
  }

  async actorOf(token: string): Promise<Actor | undefined> {
    const key = readKey(token);
    if (!key) return undefined;
    for (const live of await this.keysOf(key.name)) {
      if (live.hash.length === key.hash.length && timingSafeEqual(live.hash, key.hash)) return actor(key.name, live);
    }
    return undefined;
  }

  private keysOf(name: string): Promise<readonly LiveKey[]> {
    const now = performance.now();
    const known = this.found.get(name);
    if (known && known.until > now) return known.keys;
    const keys = this.find(name);
    this.found.set(name, { until: now + believedMs, keys });
    keys.catch(() => this.found.delete(name));
    return keys;
  }
}

function actor(name: string, key: LiveKey): Actor | undefined {
  const roles = key.roles.filter((role): role is Role => isRole(role));
  const [role] = roles;
  return role && { name, role, roles, keyId: key.id };
}

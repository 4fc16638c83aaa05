import { describe, expect, it } from '@jest/globals';
import { generateKey, hashKey } from './api-key.ts';
import { ApiKeyCache, type LiveKey } from './api-key-cache.ts';

const key = generateKey('acme');
const live: LiveKey = { id: 'k1', clientId: 'c1', hash: hashKey(key), roles: ['crm', 'ops'], person: 'anna' };

describe('the cache of API keys', () => {
  it('finds the actor of a live key', async () => {
    const cache = new ApiKeyCache(async () => [live]);
    expect(await cache.actorOf(key)).toEqual({
      ...{ clientId: 'c1', name: 'acme', role: 'crm', roles: ['crm', 'ops'] },
      ...{ keyId: 'k1', person: 'anna' },
    });
  });

  it('refuses another key of the same client', async () => {
    const cache = new ApiKeyCache(async () => [live]);
    expect(await cache.actorOf(generateKey('acme'))).toBeUndefined();
  });

  it('queries the database once for many requests of a client, and never for a mistyped key', async () => {
    let queries = 0;
    const cache = new ApiKeyCache(async () => {
      queries += 1;
      return [live];
    });
    await Promise.all(Array.from({ length: 100 }, () => cache.actorOf(key)));
    await cache.actorOf(`${key}x`);
    expect(queries).toBe(1);
  });

  it('does not cache a database error', async () => {
    let away = true;
    const cache = new ApiKeyCache(async () => {
      if (away) throw new Error('away');
      return [live];
    });
    await expect(cache.actorOf(key)).rejects.toThrow('away');
    away = false;
    expect(await cache.actorOf(key)).toBeDefined();
  });

  it('finds no actor without a known role', async () => {
    const cache = new ApiKeyCache(async () => [{ ...live, roles: ['king'] }]);
    expect(await cache.actorOf(key)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { hashKey, newKey } from './api-key.ts';
import { KeyBook, type LiveKey } from './key-book.ts';

const key = newKey('acme');
const live: LiveKey = { id: 'k1', hash: hashKey(key), roles: ['crm', 'ops'] };

describe('the book of keys', () => {
  it('knows the actor of a live key', async () => {
    const book = new KeyBook(async () => [live]);
    expect(await book.actorOf(key)).toEqual({ name: 'acme', role: 'crm', roles: ['crm', 'ops'], keyId: 'k1' });
  });

  it('refuses another key of the same client', async () => {
    const book = new KeyBook(async () => [live]);
    expect(await book.actorOf(newKey('acme'))).toBeUndefined();
  });

  it('asks the database once for many requests of a client, and never for a key that is mistyped', async () => {
    let asked = 0;
    const book = new KeyBook(async () => {
      asked += 1;
      return [live];
    });
    await Promise.all(Array.from({ length: 100 }, () => book.actorOf(key)));
    await book.actorOf(`${key}x`);
    expect(asked).toBe(1);
  });

  it('does not remember that the database was away', async () => {
    let away = true;
    const book = new KeyBook(async () => {
      if (away) throw new Error('away');
      return [live];
    });
    await expect(book.actorOf(key)).rejects.toThrow('away');
    away = false;
    expect(await book.actorOf(key)).toBeDefined();
  });

  it('knows no actor without a role that exists', async () => {
    const book = new KeyBook(async () => [{ ...live, roles: ['king'] }]);
    expect(await book.actorOf(key)).toBeUndefined();
  });
});

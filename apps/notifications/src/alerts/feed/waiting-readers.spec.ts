import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { keyEnded, tokenEnded, WaitingReaders } from './waiting-readers.stream.ts';

const asked: unknown[] = [];
const live = new Set<string>();
/** A database with these live keys. */
const database = {
  query: async (_sql: string, [ids]: [readonly string[]]) => {
    asked.push(...ids);
    return ids.filter((id) => live.has(id)).map((id) => ({ id }));
  },
} as unknown as DataSource;

let readers: WaitingReaders;
beforeEach(() => {
  jest.useFakeTimers();
  asked.length = 0;
  live.clear();
  readers = new WaitingReaders(database, { stream: 10, longPoll: 10 }, { warn: () => undefined });
  readers.start();
});
afterEach(async () => {
  await readers.stop();
  jest.useRealTimers();
});

describe('a waiting reader', () => {
  it('by a signed token ends within a second after its token, not before', async () => {
    const tokenExpiresAt = new Date(Date.now() + 10_000);
    const reader = readers.begin('stream', { clientId: 'c1', keyId: null, tokenExpiresAt });
    await jest.advanceTimersByTimeAsync(9_900);
    expect(reader.ended.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1_100);
    expect(reader.ended.reason).toBe(tokenEnded);
    expect(asked).toEqual([]);
  });

  it('by a key ends within a second when the key is not live any more', async () => {
    live.add('k1').add('k2');
    const [first, second] = ['k1', 'k2'].map((keyId) => readers.begin('longPoll', { clientId: 'c1', keyId }));
    await jest.advanceTimersByTimeAsync(1_000);
    live.delete('k1');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(first?.ended.reason).toBe(keyEnded);
    expect(second?.ended.aborted).toBe(false);
  });
});

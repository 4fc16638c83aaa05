import { describe, expect, it } from '@jest/globals';
import { leastLoaded, type Member, nextInTurn } from './team.ts';

const members = (...ids: string[]): Member[] =>
  ids.map((id) => ({ id: id.replace('!', ''), name: id, role: 'handler', available: !id.endsWith('!') }));

describe('round robin', () => {
  it.each([
    [['a', 'b', 'c'], null, 'a'],
    [['a', 'b', 'c'], 'a', 'b'],
    [['a', 'b', 'c'], 'c', 'a'],
    [['a', 'b!', 'c'], 'a', 'c'],
    [['a', 'b!', 'c!'], 'a', 'a'],
    [['a!', 'b!'], 'a', null],
    [['a', 'c'], 'b', 'a'],
    [[], null, null],
  ])('of %j after %p is %p', (ids, last, expected) => expect(nextInTurn(members(...ids), last)).toBe(expected));
});

describe('least loaded', () => {
  it('is the available member with the fewest open complaints, the first among equals', () => {
    const load = new Map([
      ['a', 3],
      ['b', 1],
      ['c', 1],
    ]);
    expect(leastLoaded(members('a', 'b', 'c'), load)).toBe('b');
    expect(leastLoaded(members('a', 'b!', 'c'), load)).toBe('c');
    expect(leastLoaded(members('a', 'b', 'd'), load)).toBe('d');
    expect(leastLoaded(members('a!'), load)).toBeNull();
  });
});

import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runInRequest } from '../http/request/request-context.ts';
import { pageOf, readCursor, readTimeCursor, writeCursor } from './cursor.ts';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was written', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0') && s.isWellFormed()),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (key) => {
        expect(readCursor(writeCursor(key))).toEqual(key);
      }),
    );
  });

  it.each([
    '',
    'x',
    '%%%',
    encoded({}),
    encoded([]),
    encoded('a'),
    encoded([{}]),
    encoded([true]),
    encoded(['a\0']),
    encoded(['\ud800']),
    encoded(Array(9).fill(1)),
    `${encoded(['a'])}=`,
    `${encoded(['a'])} `,
    Buffer.from('[1e999]').toString('base64url'),
  ])('refuses %j', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(Invalid);
  });

  it('is missing on the first page', () => {
    expect(readCursor(undefined)).toBeUndefined();
  });
});

describe('a cursor of a list', () => {
  const request = (path: string, query: object) =>
    ({ id: '1', route: path, path, query, startedAt: 0, span: { run: (work: () => void) => work() } }) as never;
  const within = <T>(path: string, query: object, work: () => T): T => {
    let result: T | undefined;
    runInRequest(request(path, query), () => {
      result = work();
    });
    return result as T;
  };
  const filter = { sort: 'due', team: ['a', 'b'], limit: 2 };
  const next = within('/v1/complaints', filter, () => writeCursor(['x']));
  const read = (path: string, query: object) => within(path, query, () => readCursor(next));

  it('holds for this list with any limit and any spelling of its filters', () => {
    expect(read('/v1/complaints', { ...filter, limit: 500, cursor: next, bom: true, team: ['b', 'a'] })).toEqual(['x']);
  });

  it.each([
    ['/v1/feedback', filter],
    ['/v1/complaints/1/history', filter],
    ['/v1/complaints', { ...filter, sort: 'opened' }],
    ['/v1/complaints', { ...filter, team: ['a'] }],
    ['/v1/complaints', { ...filter, severity: ['high'] }],
    ['/v1/complaints', { sort: 'due' }],
  ])('is refused for %s with %j (case 15)', (path, query) => {
    expect(() => read(path, query)).toThrow('The cursor is not one that this list gave out.');
  });

  it('of time and id has both', () => {
    const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
    const at = '2026-03-02T10:15:02.000Z';
    expect(readTimeCursor(writeCursor([at, id]))).toEqual({ at, id });
    for (const key of [[at], [at, 'x'], ['yesterday', id], [at, id, 1]])
      expect(() => readTimeCursor(writeCursor(key))).toThrow(Invalid);
  });
});

describe('a page', () => {
  it('knows from the extra row that more follow, and does not return it', () => {
    expect(pageOf([1, 2, 3], 2, (n) => [n])).toEqual({ items: [1, 2], next: writeCursor([2]) });
  });

  it('ends with null', () => {
    expect(pageOf([1, 2], 2, (n) => [n])).toEqual({ items: [1, 2], next: null });
    expect(pageOf([], 2, () => [1])).toEqual({ items: [], next: null });
  });
});

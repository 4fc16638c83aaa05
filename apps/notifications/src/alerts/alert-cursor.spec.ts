import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { cursorAt, readAlertCursor, writeAlertCursor } from './alert-cursor.ts';

describe('a cursor of the log', () => {
  it('comes back as it was written', () => {
    const cursor = cursorAt(4711, new Date('2026-03-02T23:59:59.999Z'));
    expect(writeAlertCursor(cursor)).toBe('4711-20260302');
    expect(readAlertCursor('4711-20260302', '/query/after')).toEqual(cursor);
  });

  it.each([
    '',
    'x',
    '4711',
    '-1-20260302',
    '4711-20260230',
    '4711-2026030',
    '99999999999999999-20260302',
    "1-20260302'",
  ])('refuses %p', (text) => {
    expect(() => readAlertCursor(text, '/query/after')).toThrow(Invalid);
  });
});

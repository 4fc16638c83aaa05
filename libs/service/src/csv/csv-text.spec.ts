import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvText } from './csv-text.ts';

const columns = ['number', 'text', 'flags', 'at', 'level'];

describe('a table as CSV', () => {
  it('has times as RFC 3339, lists with spaces, nothing for null, and quotes where needed', () => {
    const at = new Date('2026-03-02T10:15:02Z');
    expect(csvText(columns, [{ number: 'C-1', text: 'a "b", c', flags: ['safety', 'legal'], at, level: null }])).toBe(
      'number,text,flags,at,level\r\nC-1,"a ""b"", c",safety legal,2026-03-02T10:15:02.000Z,\r\n',
    );
  });

  it('continues without a header, and is empty without rows', () => {
    expect(csvText(['a'], [{ a: 1 }], { header: false })).toBe('1\r\n');
    expect(csvText(['a'], [], { header: false })).toBe('');
    expect(csvText(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('quotes every line break', () => {
    expect(csvText(['a', 'b', 'c'], [{ a: 'x\ny', b: 'x\ry', c: 'x\r\ny' }], { header: false })).toBe(
      '"x\ny","x\ry","x\r\ny"\r\n',
    );
  });

  it('names columns with dots as they are', () => {
    expect(csvText(['interval.low'], [{ 'interval.low': -1 }])).toBe('interval.low\r\n-1\r\n');
  });

  it('keeps numbers and truth values', () => {
    expect(csvText(['a', 'b', 'c'], [{ a: -0.5, b: true, c: false }], { header: false })).toBe('-0.5,true,false\r\n');
  });

  it.each([
    ['=1+1;=1+2', "'=1+1;'=1+2"],
    ['x;=1+2', "x;'=1+2"],
    [';@SUM(A1)', ";'@SUM(A1)"],
    ['x; \u200b+1', "x;' \u200b+1"],
    ['x;"=1+2', `x;'"=1+2`],
    ['x\n=1', "x\n'=1"],
    ['\u00a0=1+1', "'\u00a0=1+1"],
    ['\u200b=1+1', "'\u200b=1+1"],
    ['\ufeff=1+1', "'\ufeff=1+1"],
    [' =1+1', "' =1+1"],
    ['a=1; b', 'a=1; b'],
  ])('disarms a formula after a semicolon, a line break or what nobody sees: %j (case 12)', (given, cell) => {
    const csv = csvText(['a', 'b'], [{ a: 1, b: given }], { header: false });
    expect(parse(csv, { bom: false })).toEqual([['1', cell]]);
  });

  it('has fields of nested objects by their path, and other objects as JSON', () => {
    expect(csvText(['interval.low', 'spent'], [{ interval: { low: 1 }, spent: { HKD: 2 } }, { interval: null }])).toBe(
      'interval.low,spent\r\n1,"{""HKD"":2}"\r\n,\r\n',
    );
  });

  it('never contains a text that a spreadsheet would run as a formula', () => {
    const text = fc.oneof(
      fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠A'),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        const csv = csvText(columns, [{ text: one, flags: [other] }]);
        const [row] = parse<Record<string, string>>(csv, { columns: true, bom: false });
        for (const [given, cell] of [
          [one, row?.text],
          [other, row?.flags],
        ]) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect(cell).not.toMatch(/[;\t\r\n][\s\p{Cf}]*[=+\-@＝＋－＠]/u);
          const without = (value = '') => value.replaceAll(/(^|[;\t\r\n])'/g, '$1').replaceAll(/(^|[;\t\r\n])'/g, '$1');
          expect(without(cell)).toBe(without(given));
        }
      }),
    );
  });
});

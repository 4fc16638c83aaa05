import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { acceptedTable, tableText } from './table-text.ts';

const columns = ['number', 'text', 'flags', 'at', 'level'];
const csv = tableText('text/csv', columns);
const written = (row: object) => csv.head + csv.line(row as Record<string, unknown>);

describe('a table as CSV', () => {
  it('has times as RFC 3339, lists with spaces, and nothing for null', () => {
    const at = new Date('2026-03-02T10:15:02Z');
    expect(written({ number: 'C-1', text: 'a "b", c', flags: ['safety', 'legal'], at, level: null })).toBe(
      'number,text,flags,at,level\r\nC-1,"a ""b"", c",safety legal,2026-03-02T10:15:02.000Z,\r\n',
    );
  });

  it('runs no formula in a spreadsheet, whatever a customer wrote', () => {
    const text = fc.oneof(
      fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠A'),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [row] = parse<Record<string, string>>(written({ text: one, flags: [other] }), {
          columns: true,
          bom: false,
        });
        for (const [said, cell] of [
          [one, row?.text],
          [other, row?.flags],
        ]) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect([said, `'${said}`]).toContain(cell);
        }
      }),
    );
  });
});

it('as NDJSON has a document a line with all columns', () => {
  const { head, line } = tableText('application/x-ndjson', columns);
  expect(head + line({ number: 'C-1', text: 'a\nb' })).toBe(
    '{"number":"C-1","text":"a\\nb","flags":null,"at":null,"level":null}\n',
  );
});

it.each([
  ['text/csv', 'text/csv'],
  ['application/json, text/csv;q=0.5', 'text/csv'],
  ['application/x-ndjson;charset=utf-8,text/csv', 'application/x-ndjson'],
  ['*/*', undefined],
  [undefined, undefined],
])('for Accept: %s is written as %s', (accept, type) => expect(acceptedTable(accept)).toBe(type));

import { expect, it } from '@jest/globals';
import { acceptedTable, tableText } from './table.ts';

const columns = ['number', 'text', 'flags', 'at', 'level'];

it('as CSV has the columns, then a line for each row, and goes on without the columns', () => {
  const csv = { type: 'text/csv', columns } as const;
  const row = { number: 'C-1', text: '=1', flags: ['safety', 'legal'], level: null };
  expect(tableText(csv, [row]) + tableText(csv, [row], false)).toBe(
    "number,text,flags,at,level\r\nC-1,'=1,safety legal,,\r\nC-1,'=1,safety legal,,\r\n",
  );
});

it('as NDJSON has a document a line with all columns', () => {
  expect(tableText({ type: 'application/x-ndjson', columns }, [{ number: 'C-1', text: 'a\nb' }])).toBe(
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

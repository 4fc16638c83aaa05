import { describe, expect, it } from '@jest/globals';
import { toCsv, toNdjson } from './figures-response.dto.ts';

describe('a table as text', () => {
  const rows = [
    { group: { touchpoint: 'hand, over' }, n: 2, value: null, interval: null },
    { group: { touchpoint: null }, n: 3, value: -0.5, interval: { low: -1, high: 0.25 } },
  ];

  it('is CSV with nested fields by path, null empty, and quotes where needed', () => {
    expect(toCsv(rows)).toBe(
      'group.touchpoint,n,value,interval,interval.low,interval.high\r\n"hand, over",2,,,,\r\n,3,-0.5,,-1,0.25\r\n',
    );
  });

  it('is one JSON document a line', () => {
    const lines = toNdjson(rows).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
  });

  it('does not let a spreadsheet run what a customer wrote', () => {
    expect(toCsv([{ name: '=HYPERLINK("x")', n: -1 }])).toBe(`name,n\r\n"'=HYPERLINK(""x"")",-1\r\n`);
    expect(toCsv([{ name: '＝1+1' }])).toBe("name\r\n'＝1+1\r\n");
  });
});

import { tableText } from '@harken/service';
import { describe, expect, it } from '@jest/globals';
import { figureColumns } from '../complaints/figures/example-row.ts';
import { scoreColumns } from '../scores/score-row.ts';
import { parseFiguresQuery } from './figures-query.ts';
import { columnsFor, pathsOf } from './table-columns.ts';

describe('a table as text', () => {
  const rows = [
    { group: { touchpoint: 'hand, over' }, n: 2, value: null, interval: null },
    { group: { touchpoint: null }, n: 3, value: -0.5, interval: { low: -1, high: 0.25 } },
  ];
  const columns = ['group.touchpoint', 'n', 'value', 'interval.low', 'interval.high'];

  it('is CSV with nested fields by path, null empty, and quotes where needed', () => {
    expect(tableText({ type: 'text/csv', columns, nested: true }, rows)).toBe(
      'group.touchpoint,n,value,interval.low,interval.high\r\n"hand, over",2,,,\r\n,3,-0.5,-1,0.25\r\n',
    );
  });

  it('is one JSON document a line', () => {
    const text = tableText({ type: 'application/x-ndjson', columns, nested: true }, rows);
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  });

  it('has a header without rows (case 23)', () => {
    expect(tableText({ type: 'text/csv', columns, nested: true }, [])).toBe(`${columns.join(',')}\r\n`);
  });

  it('has the same columns for a question, whatever the data (case 23)', () => {
    const query = parseFiguresQuery({ groupBy: 'team,tier', period: 'day' }, ['team', 'tier']);
    expect(columnsFor(query, scoreColumns('nps'))).toEqual([
      ...['group.team', 'group.tier', 'period', 'n', 'value', 'interval.low', 'interval.high', 'interval.level'],
      ...['promoters', 'passives', 'detractors', 'shares.promoters', 'shares.passives', 'shares.detractors'],
    ]);
    expect(scoreColumns('rating:food')).toEqual(scoreColumns('ces'));
    expect(figureColumns).toEqual(expect.arrayContaining(['escalations.9.complaints', 'spent', 'breaches.total']));
    expect(figureColumns.filter((column) => column.startsWith('spent'))).toEqual(['spent']);
  });

  it('names the fields of objects by their path, except those that are taken whole', () => {
    expect(pathsOf({ n: 1, spent: {}, rate: { value: 1, interval: null } }, ['spent'])).toEqual([
      'n',
      'spent',
      'rate.value',
      'rate.interval',
    ]);
  });
});

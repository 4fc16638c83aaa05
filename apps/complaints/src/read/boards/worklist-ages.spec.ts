import { expect, it } from '@jest/globals';
import { countsByLevel } from './worklist-ages.ts';

const now = new Date('2026-03-02T12:00:00Z');
const row = {
  level: 1,
  age: 'under1h' as const,
  acknowledged: false,
  count: 1,
  overdue: 0,
  oldest: new Date('2026-03-02T11:30:00Z'),
};

it('counts what waits before each level by its age, and apart what somebody has taken', () => {
  const old = {
    ...row,
    level: 3,
    age: 'older' as const,
    count: 4,
    overdue: 2,
    oldest: new Date('2026-02-20T12:00:00Z'),
  };
  const taken = { ...old, acknowledged: true, count: 5 };
  expect(countsByLevel([old, row, taken, { ...row, level: 3 }], now)).toEqual([
    {
      level: 1,
      waiting: 1,
      overdue: 0,
      beingHandled: 0,
      oldestAt: row.oldest,
      oldestSeconds: 1800,
      byAge: { under1h: 1, under4h: 0, under1d: 0, under3d: 0, older: 0 },
    },
    {
      level: 3,
      waiting: 5,
      overdue: 2,
      beingHandled: 5,
      oldestAt: old.oldest,
      oldestSeconds: 10 * 86_400,
      byAge: { under1h: 1, under4h: 0, under1d: 0, under3d: 0, older: 4 },
    },
  ]);
});

it('has no oldest where all is taken', () => {
  expect(countsByLevel([{ ...row, acknowledged: true }], now)).toMatchObject([
    { waiting: 0, beingHandled: 1, oldestAt: null },
  ]);
});

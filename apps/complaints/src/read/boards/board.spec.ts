import { TimeZone } from '@harken/service';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BoardRow, boardOf, endOfDay } from './board.ts';

const member = (id: string) => ({ id, name: id.toUpperCase(), role: 'handler', available: true });
const team = { id: 'stores', name: 'Stores', members: [member('anna'), member('ben')] };
const row = (different: Partial<BoardRow>): BoardRow => ({
  status: 'received',
  severity: 'normal',
  assignee: null,
  open: 1,
  overdue: 0,
  dueWithinHour: 0,
  dueToday: 0,
  escalated: 0,
  ...different,
});

describe('the board of a team', () => {
  it('counts by status, severity and person', () => {
    const board = boardOf(team, [
      row({ open: 2, overdue: 1 }),
      row({ status: 'assigned', severity: 'critical', assignee: 'anna', open: 3, dueToday: 2 }),
    ]);
    expect(board).toMatchObject({
      open: 5,
      overdue: 1,
      dueToday: 2,
      unassigned: { open: 2, overdue: 1 },
      byStatus: { received: 2, assigned: 3 },
      bySeverity: { critical: 3, high: 0, normal: 2, low: 0 },
      members: [
        { id: 'anna', name: 'ANNA', open: 3 },
        { id: 'ben', open: 0 },
      ],
    });
  });

  it('names who still holds complaints without being of the team', () => {
    expect(boardOf(team, [row({ assignee: 'zoe' })]).members.at(-1)).toMatchObject({
      id: 'zoe',
      available: false,
      open: 1,
    });
  });

  it('counts each complaint once by person and once by severity', () => {
    const any = fc.record({
      status: fc.constantFrom('received' as const, 'assigned' as const, 'answered' as const),
      severity: fc.constantFrom('critical' as const, 'high' as const, 'normal' as const, 'low' as const),
      assignee: fc.constantFrom(null, 'anna', 'ben', 'zoe'),
      open: fc.nat(50),
      overdue: fc.nat(50),
      dueWithinHour: fc.nat(50),
      dueToday: fc.nat(50),
      escalated: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(any), (rows) => {
        const { open, overdue, unassigned, byStatus, bySeverity, members } = boardOf(team, rows);
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(Object.values(byStatus))).toBe(open);
        expect(sum(Object.values(bySeverity))).toBe(open);
        expect(unassigned.open + sum(members.map((one) => one.open))).toBe(open);
        expect(unassigned.overdue + sum(members.map((one) => one.overdue))).toBe(overdue);
      }),
    );
  });
});

it('a day ends where the team works, also when the clocks change', () => {
  const at = (iso: string) => new Date(iso);
  expect(endOfDay(at('2026-03-02T23:30:00Z'), TimeZone.named('Europe/Berlin'))).toEqual(at('2026-03-03T23:00:00Z'));
  expect(endOfDay(at('2026-03-29T00:30:00Z'), TimeZone.named('Europe/Berlin'))).toEqual(at('2026-03-29T22:00:00Z'));
  expect(endOfDay(at('2026-03-02T16:30:00Z'), TimeZone.named('Asia/Bangkok'))).toEqual(at('2026-03-02T17:00:00Z'));
});

import { describe, expect, it } from '@jest/globals';
import type { LoggedAlert } from '../alert.ts';
import { AlertRing } from './alert-ring.ts';

const row = (position: number): LoggedAlert => ({
  position,
  recordedAt: new Date('2026-03-02T10:00:00Z'),
  id: String(position),
  facets: { type: 't', severity: 'low', touchpoint: null, team: null, segments: [] },
  body: '{}',
});
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i));
const start = { position: 10, day: '2026-03-01' };

describe('the newest alerts in memory', () => {
  it('are returned from any position still in memory', () => {
    const ring = new AlertRing(start, 5);
    ring.add(rows(11, 14));
    expect(ring.after(10, 100)?.map((each) => each.position)).toEqual([11, 12, 13, 14]);
    expect(ring.after(12, 1)?.map((each) => each.position)).toEqual([13]);
    expect(ring.after(14, 100)).toEqual([]);
    expect(ring.after(20, 100)).toEqual([]);
  });

  it('return nothing to a reader who is too far behind', () => {
    const ring = new AlertRing(start, 5);
    expect(ring.after(9, 100)).toBeUndefined();
    ring.add(rows(11, 30));
    expect(ring.after(24, 100)).toBeUndefined();
    expect(ring.after(25, 100)?.map((each) => each.position)).toEqual([26, 27, 28, 29, 30]);
  });

  it('never have a gap', () => {
    const ring = new AlertRing(start, 5);
    expect(() => ring.add([row(12)])).toThrow(RangeError);
  });

  it('know their end', () => {
    const ring = new AlertRing(start, 5);
    expect([ring.end, ring.endDay]).toEqual([10, '2026-03-01']);
    ring.add(rows(11, 12));
    expect([ring.end, ring.endDay]).toEqual([12, '2026-03-02']);
  });
});

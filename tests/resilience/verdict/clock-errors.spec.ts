import { describe, expect, it } from '@jest/globals';
import { type ComplaintView, clockErrors, escalationErrors } from './clock-errors.ts';

const at = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const ladder = [
  { level: 1, afterMs: 0 },
  { level: 2, afterMs: 2_000 },
];
const running = { clock: 'acknowledge', cycle: 1, dueAt: at(4), state: 'running' };
const others = [
  { clock: 'first_response', cycle: 1, dueAt: at(60), state: 'running' },
  { clock: 'resolution', cycle: 1, dueAt: at(600), state: 'running' },
];
const complaint = (clock: object, escalations: ComplaintView['escalations'] = []): ComplaintView => ({
  ...{ id: 'complaint-1', status: 'assigned', cycle: 1, flags: [], acknowledgedAt: null, answeredAt: null },
  clocks: [{ ...running, ...clock }, ...others],
  escalations,
});
const broken = { breachedAt: at(4), state: 'breached' };
const climbed = (level: number, seconds: number) => ({ level, clock: 'acknowledge', cycle: 1, at: at(seconds) });
const faultsAt = (seconds: number, view: ComplaintView) =>
  escalationErrors(view, { chain: ladder, straightToManagement: ['safety'] }, seconds * 1_000);

describe('escalations', () => {
  it('are right when each came in its time', () => {
    expect(faultsAt(3, complaint({}))).toEqual([]);
    expect(faultsAt(9, complaint(broken, [climbed(1, 4.1), climbed(2, 6.1)]))).toEqual([]);
    expect(faultsAt(9, complaint({ ...broken, metAt: at(5) }, [climbed(1, 4.1)]))).toEqual([]);
    expect(faultsAt(9, complaint({ state: 'met', metAt: at(3) }))).toEqual([]);
  });

  it('are missed when the clock was due and nothing happened', () => {
    expect(faultsAt(9, complaint({}))).toEqual([expect.stringContaining('is not breached')]);
    expect(faultsAt(9, complaint(broken, [climbed(1, 4.1)]))).toEqual([
      expect.stringContaining('never reached level 2'),
    ]);
    expect(faultsAt(9, complaint({ metAt: at(5) }))).toEqual([expect.stringContaining('is not breached')]);
  });

  it('are wrong when they came too early, or after the clock was met', () => {
    expect(faultsAt(9, complaint({ ...broken, breachedAt: at(3) }))).toEqual([
      expect.stringContaining('before it was due'),
    ]);
    expect(faultsAt(9, complaint(broken, [climbed(1, 4.1), climbed(2, 5)]))).toEqual([
      expect.stringContaining('too early'),
    ]);
    const met = complaint({ ...broken, metAt: at(5) }, [climbed(1, 4.1), climbed(2, 6.1)]);
    expect(faultsAt(9, met)).toEqual([expect.stringContaining('after it was met')]);
  });

  it('go straight to management where the complaint says so', () => {
    const safety = { ...complaint({}), flags: ['safety'] };
    expect(faultsAt(3, safety)).toEqual([expect.stringContaining('went not straight')]);
    const escalations = [{ level: 3, cycle: 1, at: at(0) }];
    expect(faultsAt(3, { ...safety, escalations })).toEqual([]);
    expect(faultsAt(3, { ...complaint({}), flags: ['third_complaint'] })).toEqual([]);
    expect(faultsAt(3, { ...safety, flags: ['third_complaint'], escalations })).toEqual([
      expect.stringContaining('for no reason'),
    ]);
  });
});

describe('clocks', () => {
  it('run until what they wait for is done', () => {
    expect(clockErrors(complaint({}))).toEqual([]);
    expect(clockErrors({ ...complaint({}), status: 'closed' })).toEqual(['resolution runs on although closed']);
    expect(clockErrors(complaint({ metAt: at(2) }))).toEqual(['acknowledge stands although assigned']);
    expect(clockErrors({ ...complaint({}), clocks: [] })).toHaveLength(3);
  });
});

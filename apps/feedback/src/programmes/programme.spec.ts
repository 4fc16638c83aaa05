import type { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertValidProgramme, reminderAt } from './assert-valid-programme.ts';
import { someProgramme } from './programme.builder.ts';
import { everybody, nextRun, type Programme } from './programme.ts';
import { changeStatus, type ProgrammeState } from './programme-state.ts';

const faultsOf = (overrides: Partial<Programme>): string[] => {
  try {
    assertValidProgramme(someProgramme(overrides));
    return [];
  } catch (error) {
    return (error as Invalid).errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const touchpoints = { ...everybody, touchpoints: ['handover'] };

describe('assertValidProgramme', () => {
  it('accepts every trigger', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ trigger: { kind: 'complaint_closed', delay: 'P1D' } })).toEqual([]);
    expect(
      faultsOf({ trigger: { kind: 'calendar', from: '2026-01-31T00:00:00Z', every: 'P1M', timezone: 'UTC' } }),
    ).toEqual([]);
    expect(faultsOf({ trigger: { kind: 'account_study', from: '2026-01-31T00:00:00Z', timezone: 'UTC' } })).toEqual([]);
    expect(faultsOf({ trigger: { kind: 'list', customers: ['c1'] } })).toEqual([]);
  });

  it('refuses what a trigger lacks and what does not belong to it', () => {
    expect(faultsOf({ trigger: { kind: 'interaction', delay: 'P1D', customers: ['x'] } as never })).toEqual([
      '/trigger/customers not-allowed',
      '/trigger/types required',
    ]);
    expect(faultsOf({ trigger: { kind: 'calendar', every: null, timezone: 'Mars' } as never })).toEqual([
      '/trigger/from required',
      '/trigger/timezone unknown',
    ]);
    expect(faultsOf({ trigger: { kind: 'list', customers: [] }, audience: touchpoints })).toEqual([
      '/trigger/customers required',
      '/audience/touchpoints not-allowed',
    ]);
  });

  it.each(['P1M', '5 days', 'P', 'PT', 'P99999W', '-P1D'])('refuses the duration %s', (duration) => {
    const trigger = { kind: 'interaction', types: ['visit'], delay: duration } as const;
    expect(faultsOf({ trigger, quarantine: duration })).toEqual([
      '/trigger/delay wrong-format',
      '/quarantine wrong-format',
    ]);
  });

  it.each(['PT0S', 'P0M', 'P1Y1D', 'monthly'])('refuses to run every %s', (every) => {
    const trigger = { kind: 'calendar', from: '2026-01-31T00:00:00Z', every, timezone: 'UTC' } as const;
    expect(faultsOf({ trigger })).toHaveLength(1);
  });

  it('refuses reminders out of order, and after the invitation has expired', () => {
    expect(faultsOf({ validFor: 'P7D', reminders: ['P3D', 'P2D', 'P8D'] })).toEqual([
      '/reminders/1 out-of-range',
      '/reminders/2 out-of-range',
    ]);
  });
});

describe('nextRun', () => {
  const monthly = { kind: 'calendar', from: '2026-01-31T09:00:00Z', every: 'P1M', timezone: 'UTC' } as const;
  const next = (trigger: Programme['trigger'], after: string) => nextRun(trigger, new Date(after))?.toISOString();

  it('counts months from the first run, so that the 31st comes back', () => {
    expect(next(monthly, '2026-01-01T00:00:00Z')).toBe('2026-01-31T09:00:00.000Z');
    expect(next(monthly, '2026-01-31T09:00:00.001Z')).toBe('2026-02-28T09:00:00.000Z');
    expect(next(monthly, '2026-03-01T00:00:00Z')).toBe('2026-03-31T09:00:00.000Z');
    expect(next(monthly, '2036-02-01T00:00:00Z')).toBe('2036-02-29T09:00:00.000Z');
  });

  it('is twice a year for account studies, and once without a period', () => {
    expect(next({ kind: 'account_study', from: '2026-03-01T00:00:00Z', timezone: 'UTC' }, '2026-03-02T00:00:00Z')).toBe(
      '2026-09-01T00:00:00.000Z',
    );
    expect(next({ ...monthly, every: null }, '2026-02-01T00:00:00Z')).toBeUndefined();
  });

  it('keeps the hour of the wall through summer time', () => {
    const berlin = { ...monthly, from: '2026-03-01T08:00:00Z', timezone: 'Europe/Berlin' };
    expect(next(berlin, '2026-03-02T00:00:00Z')).toBe('2026-04-01T07:00:00.000Z');
  });

  it('is never before the time asked for, nor a whole period after it', () => {
    const from = Date.parse('2026-01-31T09:00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom('PT1S', 'P1D', 'P2W', 'P1M', 'P3M', 'P1Y'),
        fc.integer({ min: 0, max: 40 * 365 * 86_400 }),
        (every, seconds) => {
          const after = new Date(from + seconds * 1000);
          const run = nextRun({ ...monthly, every }, after) as Date;
          expect(run.getTime()).toBeGreaterThanOrEqual(after.getTime());
          expect(nextRun({ ...monthly, every }, run)).toEqual(run);
        },
      ),
    );
  });
});

describe('the status of a programme', () => {
  const now = new Date('2026-03-02T00:00:00Z');
  const draft: ProgrammeState = {
    ...{ id: 'p', status: 'draft', version: 1, startedAt: null, endedAt: null, runAt: null },
  };
  const { trigger } = someProgramme({
    trigger: { kind: 'calendar', from: '2026-01-01T00:00:00Z', every: 'P1M', timezone: 'UTC' },
  });
  const to = (state: ProgrammeState, command: 'start' | 'pause' | 'end') =>
    changeStatus(state, { command, trigger, now });

  it('goes from draft to running, paused, running again and ended; a missed run is not made up for', () => {
    const running = to(draft, 'start');
    expect(running).toMatchObject({ status: 'running', startedAt: now, runAt: new Date('2026-04-01T00:00:00Z') });
    const paused = to(running, 'pause');
    expect(paused).toMatchObject({ status: 'paused', startedAt: now, runAt: null });
    expect(to(paused, 'start')).toEqual(running);
    expect(to(paused, 'end')).toMatchObject({ status: 'ended', endedAt: now });
  });

  it('refuses every other step', () => {
    const ended = to(draft, 'end');
    const refused = [
      () => to(draft, 'pause'),
      () => to(ended, 'start'),
      () => to(ended, 'pause'),
      () => to(ended, 'end'),
      () => to(to(draft, 'start'), 'start'),
    ];
    for (const step of refused) expect(step).toThrow(expect.objectContaining({ code: 'programme.wrong-status' }));
  });
});

it('reminders are counted from the invitation', () => {
  const invitedAt = new Date('2026-03-01T00:00:00Z');
  const reminders = { reminders: ['P3D', 'P7D'] };
  expect([0, 1, 2].map((sent) => reminderAt(reminders, invitedAt, sent)?.toISOString())).toEqual([
    '2026-03-04T00:00:00.000Z',
    '2026-03-08T00:00:00.000Z',
    undefined,
  ]);
});

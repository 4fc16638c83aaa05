import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { berlin } from '../../calendars/berlin.builder.ts';
import { after, hours, policy, policyContextOf } from '../complaint.builder.ts';
import { applyStep } from '../sla-clock.ts';
import { pauseClock, remainingMilliseconds, resumeClock, startClock, targetMilliseconds } from './deadlines.ts';
import { explainClock } from './explain-clock.ts';

const policyContext = policyContextOf(policy, { calendars: new Map([['berlin', berlin]]) });
const startedAt = (at: Date, target: string, calendar = 'berlin') =>
  startClock({
    ...{ complaintId: '01926f3a-7c1e-7b54-9d0e-0000000000aa', cycle: 1, clock: 'resolution' as const },
    ...{ slaTarget: { target, calendar }, policyContext, startedAt: at, now: at },
  });

const told = (clock: Parameters<typeof explainClock>[0], now: Date) =>
  explainClock(clock, { now, policyContext }).intervals.map(
    ({ from, to, counted, why, detail, ahead }) =>
      `${from.toISOString().slice(5, 16)} ${to.toISOString().slice(5, 16)} ${counted ? '+' : '-'} ${[why, detail, ahead && 'ahead'].filter(Boolean).join(' ')}`,
  );

describe('the explanation of a clock', () => {
  it('says of each stretch whether it counted, and why', () => {
    const clock = startedAt(new Date('2026-04-02T14:00:00Z'), 'PT4H');
    expect(told(clock, new Date('2026-04-06T08:00:00Z'))).toEqual([
      '04-02T14:00 04-02T16:00 + open_hours',
      '04-02T16:00 04-02T22:00 - outside_hours',
      '04-02T22:00 04-03T22:00 - holiday Good Friday',
      '04-03T22:00 04-06T07:00 - outside_hours',
      '04-06T07:00 04-06T08:00 + open_hours',
      '04-06T08:00 04-06T09:00 + open_hours ahead',
    ]);
  });

  it('names the exception of a day', () => {
    const clock = startedAt(new Date('2026-03-04T10:00:00Z'), 'PT2H');
    expect(told(clock, new Date('2026-03-04T10:00:00Z'))[1]).toBe(
      '03-04T11:00 03-04T23:00 - exception staff meeting ahead',
    );
  });

  it('shows the time in which it waited for the customer, and that it resumed at the cap', () => {
    const clock = startedAt(new Date('2026-03-02T08:00:00Z'), 'P3D', 'wall');
    const standing = pauseClock(clock, 'P1D', 0.5, new Date('2026-03-02T12:00:00Z'), policyContext.calendars);
    const resume = { kind: 'resume' as const, level: 0, dueAt: new Date('2026-03-03T12:00:00Z') };
    expect(told(applyStep(standing, resume, resume.dueAt), new Date('2026-03-03T18:00:00Z'))).toEqual([
      '03-02T08:00 03-02T12:00 + around_the_clock',
      '03-02T12:00 03-03T12:00 - pending_customer cap_reached',
      '03-03T12:00 03-03T18:00 + around_the_clock',
      '03-03T18:00 03-06T08:00 + around_the_clock ahead',
    ]);
  });

  it('has no gaps, and what it counted and what is left make up the target', () => {
    const some = fc.integer({ min: 1, max: hours(24 * 12) });
    fc.assert(
      fc.property(fc.constantFrom('wall', 'berlin'), some, some, some, some, (calendar, start, run, stand, later) => {
        const at = (ms: number) => after(start + ms);
        let clock = startedAt(at(0), 'PT60H', calendar);
        const standing = pauseClock(clock, 'P30D', 0.8, at(run), policyContext.calendars);
        clock = resumeClock(standing, at(run + stand), policyContext.calendars);
        const now = at(run + stand + later);
        const { intervals, countedSeconds } = explainClock(clock, { now, policyContext });
        expect(intervals[0]?.from).toEqual(clock.startedAt);
        intervals.forEach(({ from, to }, index) => {
          expect(to > from).toBe(true);
          if (index > 0) expect(from).toEqual(intervals[index - 1]?.to);
        });
        const left = remainingMilliseconds(clock, now, policyContext.calendars);
        expect(Math.round(countedSeconds * 1000) + left).toBe(targetMilliseconds(clock, policyContext.calendars));
      }),
    );
  });
});

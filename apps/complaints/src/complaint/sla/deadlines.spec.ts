import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { berlin } from '../../calendars/berlin.builder.ts';
import { dueAt, elapsed, roundTheClock } from '../../calendars/due-at.ts';
import { after, hours, minutes, policy, policyContextOf, t0 } from '../complaint.builder.ts';
import { applyStep, clockState, nextStep, type SlaClock } from '../sla-clock.ts';
import {
  pauseClock,
  pausedMilliseconds,
  recalculateDeadlines,
  remainingMilliseconds,
  resumeClock,
  startClock,
} from './deadlines.ts';

const policyContext = policyContextOf(policy, { calendars: new Map([['berlin', berlin]]) });
const { calendars } = policyContext;

const clockOf = (target: string, calendar = 'wall', startedAt = t0): SlaClock =>
  startClock({
    ...{ complaintId: '01926f3a-7c1e-7b54-9d0e-0000000000aa', cycle: 1, clock: 'resolution' as const },
    ...{ slaTarget: { target, calendar }, policyContext, startedAt, now: startedAt },
  });

const calendarOf = (clock: SlaClock) => (clock.calendar === 'wall' ? roundTheClock : berlin);
const paused = (clock: SlaClock, at: Date, cap = 'P14D') => pauseClock(clock, cap, 0.8, at, calendars);

describe('a clock never counts around the clock when the policy names a calendar', () => {
  it('is due, warns and has time left by the hours of the calendar', () => {
    const friday = new Date('2026-03-06T16:00:00Z');
    const clock = clockOf('PT2H', 'berlin', friday);
    expect(clock.dueAt).toEqual(new Date('2026-03-09T09:00:00Z'));
    expect(clock.warnAt).toEqual(new Date('2026-03-09T08:36:00Z'));
    expect(remainingMilliseconds(clock, new Date('2026-03-08T12:00:00Z'), calendars)).toBe(hours(1));
    expect(remainingMilliseconds(clock, new Date('2026-03-09T10:30:00Z'), calendars)).toBe(-minutes(90));
  });

  it('counts a day as a working day, also over a holiday', () => {
    const thursday = new Date('2026-04-02T08:00:00Z');
    expect(clockOf('P1D', 'berlin', thursday).dueAt).toEqual(new Date('2026-04-06T08:00:00Z'));
  });
});

describe('a pause', () => {
  it('takes no time from the clock: it has as much left as before, in whatever time it counts', () => {
    const moment = fc.integer({ min: 0, max: hours(24 * 20) });
    fc.assert(
      fc.property(fc.constantFrom('wall', 'berlin'), moment, moment, moment, (calendar, start, until, length) => {
        const clock = clockOf('PT40H', calendar, after(start));
        const at = after(start + until);
        if (at >= clock.dueAt) return;
        const left = remainingMilliseconds(clock, at, calendars);
        const resumed = resumeClock(paused(clock, at), new Date(at.getTime() + length), calendars);
        expect(remainingMilliseconds(resumed, new Date(at.getTime() + length), calendars)).toBe(left);
      }),
    );
  });

  it('moves a deadline by the open time of all pauses, however many', () => {
    const gap = fc.tuple(fc.integer({ min: 1, max: hours(30) }), fc.integer({ min: 1, max: hours(60) }));
    fc.assert(
      fc.property(fc.constantFrom('wall', 'berlin'), fc.array(gap, { maxLength: 5 }), (calendar, gaps) => {
        let clock = clockOf('PT80H', calendar);
        let [now, stood] = [t0, 0];
        for (const [run, stand] of gaps) {
          now = new Date(now.getTime() + run);
          if (now >= clock.dueAt) break;
          const to = new Date(now.getTime() + stand);
          clock = resumeClock(paused(clock, now, 'P90D'), to, calendars);
          stood += elapsed(now, to, calendarOf(clock));
          now = to;
        }
        const used = elapsed(t0, clock.dueAt, calendarOf(clock)) - stood;
        expect(used).toBe(hours(80));
        expect(recalculateDeadlines(clock, clock, policyContext, now)).toMatchObject({
          dueAt: clock.dueAt,
          warnAt: clock.warnAt,
        });
      }),
    );
  });

  it('reminds at its share, and lets the clock run again at the cap without anybody doing anything', () => {
    const standing = paused(clockOf('P10D'), after(hours(24)), 'P10D');
    expect(nextStep(standing)).toEqual({ kind: 'remind', level: 0, dueAt: after(hours(24 * 9)) });
    const reminded = applyStep(standing, nextStep(standing) as never, after(hours(24 * 9)));
    const resume = nextStep(reminded);
    expect(resume).toEqual({ kind: 'resume', level: 0, dueAt: after(hours(24 * 11)) });
    // Noticed a day late, e.g. after a standstill: the day counts.
    const running = applyStep(reminded, resume as never, after(hours(24 * 12)));
    expect(clockState(running)).toBe('running');
    expect(running.dueAt).toEqual(after(hours(24 * 20)));
    expect(nextStep(running)).toEqual({ kind: 'warn', level: 0, dueAt: after(hours(24 * 18)) });
  });

  it('is capped in all: a second one lasts only for what the first has left', () => {
    const first = resumeClock(paused(clockOf('P10D'), after(0), 'P3D'), after(hours(48)), calendars);
    const second = paused(first, after(hours(50)), 'P3D');
    expect(second.pauses.at(-1)?.until).toBe(after(hours(74)).toISOString());
    const spent = applyStep(
      applyStep(second, nextStep(second) as never, t0),
      { kind: 'resume', level: 0, dueAt: t0 },
      t0,
    );
    expect(pausedMilliseconds(spent, after(hours(99)))).toBe(hours(72));
    expect(paused(spent, after(hours(90)), 'P3D')).toBe(spent);
  });

  it('is not for a clock that is broken, met or overdue already', () => {
    const clock = clockOf('PT1H');
    expect(paused({ ...clock, breachedAt: after(1) }, after(2)).pauses).toEqual([]);
    expect(paused({ ...clock, metAt: after(1) }, after(2)).pauses).toEqual([]);
    expect(paused(clock, after(hours(1))).pauses).toEqual([]);
  });
});

describe('a deadline that changes while the clock is paused', () => {
  it('stays paused, with the time that the new target leaves', () => {
    const standing = paused(clockOf('P10D'), after(hours(24)));
    const shorter = recalculateDeadlines(
      standing,
      { target: 'P2D', calendar: 'wall' },
      policyContext,
      after(hours(40)),
    );
    expect(clockState(shorter)).toBe('paused');
    expect(remainingMilliseconds(shorter, after(hours(40)), calendars)).toBe(hours(24));
    expect(resumeClock(shorter, after(hours(48)), calendars).dueAt).toEqual(after(hours(72)));
  });

  it('is over before the pause began when the new target was used up by then: it is broken at once', () => {
    const standing = paused(clockOf('P10D'), after(hours(48)));
    const shorter = recalculateDeadlines(
      standing,
      { target: 'PT12H', calendar: 'wall' },
      policyContext,
      after(hours(60)),
    );
    expect(shorter).toMatchObject({ pauses: [], dueAt: after(hours(12)) });
    expect(nextStep(shorter)?.dueAt).toEqual(after(hours(60)));
  });
});

describe('a calendar that is gone', () => {
  it('counts around the clock', () =>
    expect(clockOf('PT2H', 'nowhere').dueAt).toEqual(dueAt(t0, 'PT2H', roundTheClock)));
});

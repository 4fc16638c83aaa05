import { describe, expect, it } from '@jest/globals';
import { milliseconds } from '../calendars/duration.ts';
import { assertValidPolicy } from '../policies/response-policy/assert-valid-policy.ts';
import { after, hours, minutes, opened, policy, policyContextOf } from './complaint.builder.ts';
import { presentClocks } from './sla/clock-view.ts';
import { pauseClock, recalculateDeadlines } from './sla/deadlines.ts';
import { applyStep, clockState, meetClock, nextStep, type SlaClock } from './sla-clock.ts';

const acknowledge = (): SlaClock => opened().clocks.find(({ clock }) => clock === 'acknowledge') as SlaClock;

/** All steps of a clock that nobody serves, with the moment each falls due. */
function stepsOf(start: SlaClock): string[] {
  const steps: string[] = [];
  let clock = start;
  for (let step = nextStep(clock); step; step = nextStep(clock)) {
    steps.push(`${step.kind} ${step.level} +${(step.dueAt.getTime() - start.startedAt.getTime()) / 60_000}`);
    clock = applyStep(clock, step, step.dueAt);
  }
  return steps;
}

describe('a duration', () => {
  it.each([
    ['PT5S', 5_000],
    ['PT0S', 0],
    ['PT0.5S', 500],
    ['PT15M', 900_000],
    ['P1DT2H', 93_600_000],
    ['P2W', 1_209_600_000],
  ])('%s is read', (text, expected) => expect(milliseconds(text)).toBe(expected));

  it.each(['', 'P', '5s', 'P1M', 'P1Y', '-PT5S', 'PT', 'P1D2H', 'P9999999D'])('%p is refused', (text) =>
    expect(milliseconds(text)).toBeNull(),
  );
});

describe('a clock without any action', () => {
  it('warns at its share, breaches at its deadline and escalates level by level, each step at its own time', () => {
    expect(stepsOf(acknowledge())).toEqual([
      'warn 0 +192',
      'breach 0 +240',
      'escalate 1 +240',
      'escalate 2 +480',
      'escalate 3 +1680',
    ]);
  });

  it('is breached by its deadline, however late that is noticed', () => {
    const breached = applyStep(
      applyStep(acknowledge(), { kind: 'warn', level: 0, dueAt: after(1) }, after(hours(30))),
      {
        kind: 'breach',
        level: 0,
        dueAt: after(hours(4)),
      },
      after(hours(30)),
    );
    expect(breached.breachedAt).toEqual(after(hours(4)));
    expect(nextStep(breached)).toEqual({ kind: 'escalate', level: 1, dueAt: after(hours(4)) });
  });

  it('escalates no further when its chain is stopped', () => {
    expect(nextStep({ ...acknowledge(), warnedAt: after(1), breachedAt: after(2), ladderStopped: true })).toBeNull();
  });

  it('neither warns nor breaches while it is paused', () => {
    const paused = pauseClock(acknowledge(), 'P14D', 0.8, after(1), new Map());
    expect(nextStep(paused)?.kind).toBe('remind');
    expect(clockState(paused)).toBe('paused');
  });
});

describe('the state of a clock', () => {
  it('is met in time, and breached for good when it was met late', () => {
    expect(clockState(acknowledge())).toBe('running');
    expect(clockState(meetClock(acknowledge(), after(1)))).toBe('met');
    expect(clockState(meetClock({ ...acknowledge(), breachedAt: after(1) }, after(2)))).toBe('breached');
    expect(nextStep(meetClock(acknowledge(), after(1)))).toBeNull();
  });

  it('is not breached any more when a lower severity leaves its deadline ahead', () => {
    const breached = { ...acknowledge(), warnedAt: after(1), breachedAt: after(hours(4)), level: 1 };
    const relaxed = recalculateDeadlines(
      breached,
      { target: 'P1D', calendar: 'wall' },
      policyContextOf(policy),
      after(hours(5)),
    );
    expect(clockState(relaxed)).toBe('running');
    expect(relaxed.dueAt).toEqual(after(hours(24)));
    expect(stepsOf(relaxed).filter((step) => step.startsWith('escalate'))).toEqual([
      'escalate 2 +1680',
      'escalate 3 +2880',
    ]);
  });

  it('shows of each clock the one of the latest cycle', () => {
    const first = meetClock(acknowledge(), after(minutes(1)));
    const second = { ...acknowledge(), cycle: 2, startedAt: after(hours(9)) };
    expect(
      presentClocks([second, first], { now: after(hours(9)), policyContext: policyContextOf(policy) }),
    ).toMatchObject([{ clock: 'acknowledge', cycle: 2, state: 'running', targetSeconds: 14_400, pausedSeconds: 0 }]);
  });
});

describe('the row of a clock', () => {
  it('says when the next step of a running clock is due, and nothing once it is met', () => {
    const clock = acknowledge();
    expect(nextStep(clock)?.dueAt).toEqual(after(minutes(192)));
    expect(nextStep(meetClock(clock, after(1)))).toBeNull();
  });
});

describe('a response policy', () => {
  const faultsOf = (change: object): string[] => {
    try {
      assertValidPolicy({ ...policy, ...change });
      return [];
    } catch (error) {
      return (error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    }
  };

  it('may promise seconds', () => {
    const quick = { acknowledge: 'PT5S', firstResponse: 'PT10S', resolution: 'PT20S' };
    expect(faultsOf({ targets: { critical: quick, high: quick, normal: quick, low: quick } })).toEqual([]);
  });

  it('is refused with every fault it has', () => {
    const never = { acknowledge: 'PT0S', firstResponse: 'P1M', resolution: 'soon' };
    expect(faultsOf({ targets: { ...policy.targets, low: never }, warnAt: 2, reopenWindow: 'x' })).toEqual([
      '/targets/low/acknowledge',
      '/targets/low/firstResponse',
      '/targets/low/resolution',
      '/reopenWindow',
      '/warnAt',
    ]);
  });

  it('may name only calendars that there are, wherever it names one', () => {
    const calendar = 'nowhere';
    const overrides = [{ when: { team: ['sales'] }, targets: { low: { calendar, resolution: 'P1M' } } }];
    const targets = { ...policy.targets, high: { ...policy.targets.high, calendar } };
    expect(
      faultsOf({ calendar, targets, overrides, pauseCap: 'PT0S', regulatory: { name: 'x', duration: 'y' } }),
    ).toEqual([
      '/overrides/0/targets/low/resolution',
      '/pauseCap',
      '/regulatory/duration',
      '/calendar',
      '/targets/high/calendar',
      '/overrides/0/targets/low/calendar',
    ]);
    expect(faultsOf({ calendar: '24x7' })).toEqual([]);
  });

  it('has an escalation chain without gaps whose levels do not overtake each other', () => {
    expect(faultsOf({ ladder: [{ level: 2, after: 'PT0S' }] })).toEqual(['/ladder/0/level']);
    expect(
      faultsOf({
        ladder: [
          { level: 1, after: 'PT5M' },
          { level: 2, after: 'PT1M' },
        ],
      }),
    ).toEqual(['/ladder/1/after']);
  });
});

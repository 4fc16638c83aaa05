import type { Severity } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import type { Silence } from '../silences/silence.ts';
import { openAlert } from './alert.ts';
import { alertPolicyDefaults } from './alert-policy.ts';
import { type ReviewContext, reviewAlerts } from './review-alerts.ts';
import { type FiredAlert, groupOf, shownState } from './suppression.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

interface Sample {
  readonly id: string;
  readonly touchpoint?: string;
  readonly metric?: string;
  readonly severity?: Severity;
  readonly firedAt?: number;
}

function fired({ id, touchpoint = 'desk', metric = 'nps', severity = 'high', firedAt = 0 }: Sample): FiredAlert {
  const place = { touchpoint, journeyId: 'j', stage: 's', team: null, owner: 'wei' };
  const what = { monitorId: `m-${id}`, standardId: null, metric, method: 'standard', severity };
  const atOnce = { forSeconds: 0, keepFiringForSeconds: 0 };
  return openAlert(id, { ...place, ...what }, {}, atOnce, at(firedAt)).alert as FiredAlert;
}

const silence = (matchers: Silence['matchers'], from = 0, until = 1000): Silence => ({
  ...{ id: 'quiet', version: 1, matchers, from: at(from), until: at(until) },
  ...{ comment: 'x', author: 'wei', updatedAt: at(0) },
});

const context = (alerts: readonly FiredAlert[], now: number, more: Partial<ReviewContext> = {}): ReviewContext => ({
  alerts,
  silences: [],
  cells: [],
  lineages: new Map([
    ['hall', ['hall']],
    ['desk', ['hall', 'desk']],
    ['pen', ['hall', 'desk', 'pen']],
  ]),
  policy: alertPolicyDefaults,
  deputies: new Map([['wei', 'ben']]),
  now: at(now),
  ...more,
});

const told = (input: ReviewContext) =>
  Object.fromEntries(reviewAlerts(input).map(({ alert, announce }) => [alert.id, [announce, shownState(alert)]]));
const next = (input: ReviewContext): FiredAlert[] => reviewAlerts(input).map(({ alert }) => alert);

describe('what people are told of an alert', () => {
  it('waits for others of the same cause first', () => {
    const [waiting] = reviewAlerts(context([fired({ id: 'a' })], 0.5));
    expect(waiting).toMatchObject({ announce: null, nextAt: at(1) });
    expect(told(context([fired({ id: 'a' })], 1))).toEqual({ a: ['fired', 'firing'] });
  });

  it('is one alert per cause: the worst leads, then the first', () => {
    const alerts = [
      fired({ id: 'a', firedAt: 1 }),
      fired({ id: 'b', firedAt: 0 }),
      fired({ id: 'c', firedAt: 2, metric: 'csat' }),
    ];
    expect(told(context(alerts, 9))).toEqual({
      a: ['fired', 'inhibited'],
      b: ['fired', 'firing'],
      c: ['fired', 'firing'],
    });
    const worse = [...alerts, fired({ id: 'd', firedAt: 3, severity: 'critical' })];
    expect(told(context(worse, 9))).toMatchObject({ b: ['fired', 'inhibited'], d: ['fired', 'firing'] });
    expect(groupOf(fired({ id: 'a' }))).toBe('desk/nps');
  });

  it('is nothing below a touchpoint that has an alert, and it is told when that one ends', () => {
    const [child, parent] = [fired({ id: 'child', touchpoint: 'pen' }), fired({ id: 'parent', touchpoint: 'hall' })];
    expect(told(context([child, parent], 9))).toEqual({ child: ['fired', 'inhibited'], parent: ['fired', 'firing'] });
    const [held] = next(context([child, parent], 9)) as [FiredAlert];
    expect(held).toMatchObject({ suppressedBy: { by: 'alert', id: 'parent' }, announcedAt: null, version: 2 });
    expect(told(context([held], 20))).toEqual({ child: ['no_longer_suppressed', 'firing'] });
    expect(told(context(next(context([held], 20)), 21))).toEqual({ child: [null, 'firing'] });
  });

  it('is nothing while a silence matches: its touchpoint and below, its monitor, severity and metric', () => {
    const alerts = [fired({ id: 'a', touchpoint: 'pen' })];
    const stateUnder = (matchers: Silence['matchers'], from = 0, until = 1000) =>
      told(context(alerts, 9, { silences: [silence(matchers, from, until)] })).a?.[1];
    expect(stateUnder({ touchpoints: ['hall'] })).toBe('silenced');
    expect(stateUnder({ touchpoints: ['hall'], severities: ['low'] })).toBe('firing');
    expect(stateUnder({ monitors: ['m-a'], metrics: ['nps', 'csat'] })).toBe('silenced');
    expect(stateUnder({ metrics: ['csat'] })).toBe('firing');
    expect(stateUnder({ touchpoints: ['hall'] }, 10)).toBe('firing');
    expect(stateUnder({ touchpoints: ['hall'] }, 0, 9)).toBe('firing');
  });

  it('is nothing while an open problem explains it', () => {
    const cell = { problem: 'p1', touchpoint: 'hall', factor: null };
    const stateWith = (change: object, sample: Partial<Sample> = {}) =>
      told(context([fired({ id: 'a', ...sample })], 9, { cells: [{ ...cell, ...change }] })).a?.[1];
    expect(stateWith({})).toBe('inhibited');
    expect(stateWith({ touchpoint: 'pen' })).toBe('firing');
    expect(stateWith({ touchpoint: null })).toBe('firing');
    expect(stateWith({ factor: 'service' })).toBe('firing');
    expect(stateWith({ factor: 'service' }, { metric: 'experience:service' })).toBe('inhibited');
  });

  it('is told again after the repeat interval, until somebody acknowledges it', () => {
    const policy = { ...alertPolicyDefaults, repeatEvery: 'PT1M' };
    const alerts = next(context([fired({ id: 'a' })], 9, { policy }));
    expect(told(context(alerts, 60, { policy }))).toEqual({ a: [null, 'firing'] });
    expect(told(context(alerts, 69, { policy }))).toEqual({ a: ['repeated', 'firing'] });
    const acknowledgement = { state: 'acknowledged', acknowledgedAt: at(10), acknowledgedBy: 'x', note: null } as const;
    const seen = alerts.map((alert): FiredAlert => ({ ...alert, ...acknowledgement, clearedAt: null }));
    expect(told(context(seen, 69, { policy }))).toEqual({ a: [null, 'acknowledged'] });
  });

  it('goes to the deputy of its owner once when nobody acknowledges it in time', () => {
    const alerts = next(context([fired({ id: 'a' })], 9));
    const due = 9 + 3600;
    expect(reviewAlerts(context(alerts, due - 1))[0]).toMatchObject({ escalate: false, nextAt: at(due) });
    const [late] = reviewAlerts(context(alerts, due));
    expect(late).toMatchObject({ escalate: true, alert: { escalatedTo: 'ben', escalatedAt: at(due) } });
    expect(reviewAlerts(context(next(context(alerts, due)), due + 1))[0]).toMatchObject({ escalate: false });
    expect(reviewAlerts(context(alerts, due, { deputies: new Map() }))[0]?.alert.escalatedTo).toBeNull();
    const silences = [silence({ metrics: ['nps'] }, 0, 9999)];
    expect(reviewAlerts(context(alerts, due, { silences }))[0]).toMatchObject({ escalate: false });
  });
});

import { describe, expect, it } from '@jest/globals';
import { berlin } from '../../calendars/berlin.builder.ts';
import { type Calendar, roundTheClock } from '../../calendars/due-at.ts';
import { policy, policyContextOf } from '../../complaint/complaint.builder.ts';
import type { ResponsePolicy } from './response-policy.ts';
import { pauseCapFor, type SlaScope, slaTargetFor, targetsFor } from './sla-target.ts';

const to: SlaScope = { severity: 'normal', category: 'defect', tier: 'gold', team: 'after-sales' };
const calendars = new Map<string, Calendar>([
  ['24x7', roundTheClock],
  ['berlin', berlin],
  ['paris', berlin],
]);
const under = (different: Partial<ResponsePolicy>, teamCalendars: Record<string, string> = {}) =>
  policyContextOf({ ...policy, ...different }, { calendars, teamCalendars: new Map(Object.entries(teamCalendars)) });
const inCalendar = (calendar: string) => ({ ...policy.targets, normal: { ...policy.targets.normal, calendar } });

describe('what is promised', () => {
  it('is the target of the severity, around the clock, under a policy that says no more', () => {
    expect(slaTargetFor('first_response', to, under({}, { 'after-sales': 'berlin' }))).toEqual({
      target: 'P1D',
      calendar: 'wall',
    });
  });

  it('is nothing where the policy has no such target', () => {
    for (const clock of ['next_response', 'progress_update', 'first_resolution', 'regulatory'] as const)
      expect(slaTargetFor(clock, to, under({}))).toBeNull();
  });

  it.each([
    ['the policy', under({ calendar: 'berlin' }), 'berlin'],
    ['the team, where the policy names one', under({ calendar: 'berlin' }, { 'after-sales': 'paris' }), 'paris'],
    ['the policy, where that of the team is unknown', under({ calendar: 'berlin' }, { 'after-sales': 'x' }), 'berlin'],
    ['around the clock, as the team', under({ calendar: 'berlin' }, { 'after-sales': '24x7' }), 'wall'],
    [
      'the severity, before the team',
      under({ calendar: 'berlin', targets: inCalendar('paris') }, { 'after-sales': 'berlin' }),
      'paris',
    ],
    ['around the clock, as the severity', under({ calendar: 'berlin', targets: inCalendar('24x7') }), 'wall'],
  ])('counts in the calendar of %s', (_of, policyContext, calendar) =>
    expect(slaTargetFor('resolution', to, policyContext)?.calendar).toBe(calendar),
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'counts by the policy for a team of the name %s (case 40)',
    (team) => {
      const target = slaTargetFor('resolution', { ...to, team }, under({ calendar: 'berlin' }));
      expect(target?.calendar).toBe('berlin');
      const named = under({ calendar: 'berlin' }, Object.fromEntries([[team, 'paris']]));
      expect(slaTargetFor('resolution', { ...to, team }, named)?.calendar).toBe('paris');
    },
  );

  it("is calendar time for the regulator's deadline, whatever the calendars", () => {
    const policyContext = under({ calendar: 'berlin', regulatory: { name: 'FCA DISP 1.6', duration: 'P8W' } });
    expect(slaTargetFor('regulatory', to, policyContext)).toEqual({ target: 'P8W', calendar: 'wall' });
  });
});

describe('an override', () => {
  const overrides = [
    { when: { category: ['defect'], tier: ['platinum'] }, targets: { normal: { resolution: 'P2D' } } },
    { when: { tier: ['GOLD', 'silver'] }, targets: { normal: { resolution: 'P5D', pauseCap: 'P3D' } } },
    { when: { team: ['after-sales'] }, targets: { normal: { resolution: 'P7D', acknowledge: 'PT1H' } } },
  ];

  it('is the first whose conditions all hold, and says only what is different', () => {
    expect(targetsFor(to, { ...policy, overrides })).toEqual({
      ...policy.targets.normal,
      resolution: 'P5D',
      pauseCap: 'P3D',
    });
    expect(targetsFor({ ...to, tier: 'platinum' }, { ...policy, overrides }).resolution).toBe('P2D');
    expect(targetsFor({ ...to, tier: null }, { ...policy, overrides }).resolution).toBe('P7D');
    expect(targetsFor({ ...to, tier: null, team: 'sales' }, { ...policy, overrides })).toEqual(policy.targets.normal);
  });

  it('may cap the pauses otherwise', () => {
    expect(pauseCapFor(to, { ...policy, overrides })).toBe('P3D');
    expect(pauseCapFor({ ...to, tier: 'platinum' }, { ...policy, overrides })).toBe('P14D');
  });
});

import type { ClockName, Severity } from '@harken/contracts';
import { type Calendar, type CalendarsById, roundTheClock, roundTheClockId } from '../../calendars/due-at.ts';
import type { PolicyContext } from './policy-context.ts';
import type { PolicyOverride, ResponsePolicy, TargetName, Targets } from './response-policy.ts';

/** The fields of a complaint that choose its SLA targets. */
export interface SlaScope {
  readonly severity: Severity;
  readonly category: string | null;
  readonly tier: string | null;
  readonly team: string;
}

/** How long something may take, and the calendar that counts the time. */
export interface SlaTarget {
  /** ISO 8601. */
  readonly target: string;
  /** `wall`: around the clock; else the id of a calendar. */
  readonly calendar: string;
}

const targetNameOfClock: Readonly<Record<Exclude<ClockName, 'regulatory'>, TargetName>> = {
  acknowledge: 'acknowledge',
  first_response: 'firstResponse',
  next_response: 'nextResponse',
  progress_update: 'progressUpdate',
  first_resolution: 'firstResolution',
  resolution: 'resolution',
};

/** The target of a clock; null if the policy has none. The regulatory clock counts calendar time, always. */
export function slaTargetFor(clock: ClockName, to: SlaScope, { policy, calendars, teamCalendars }: PolicyContext) {
  if (clock === 'regulatory')
    return policy.regulatory ? { target: policy.regulatory.duration, calendar: roundTheClock.kind } : null;
  const targets = targetsFor(to, policy);
  const target = targets[targetNameOfClock[clock]];
  if (target === undefined) return null;
  return { target, calendar: calendarFor(targets, policy, teamCalendars.get(to.team), calendars) };
}

/** The targets of the severity, with those of the first matching override on top. */
export function targetsFor(to: SlaScope, { targets, overrides = [] }: ResponsePolicy): Targets {
  const fitting = overrides.find(({ when }) => matches(when, to));
  return { ...targets[to.severity], ...fitting?.targets[to.severity] };
}

/** How long clocks may be paused for the customer, ISO 8601. */
export const pauseCapFor = (to: SlaScope, policy: ResponsePolicy): string =>
  targetsFor(to, policy).pauseCap ?? policy.pauseCap;

function matches(when: PolicyOverride['when'], { category, tier, team }: SlaScope): boolean {
  const among = (wanted: readonly string[] | undefined, value: string | null) =>
    wanted === undefined || (value !== null && wanted.some((one) => one.toLowerCase() === value.toLowerCase()));
  return among(when.category, category) && among(when.tier, tier) && among(when.team, team);
}

/**
 * The severity's calendar wins over the team's, and the team's over the policy's. A team's calendar applies only if the
 * policy names one: a policy without a calendar counts around the clock.
 */
function calendarFor(targets: Targets, policy: ResponsePolicy, ofTeam: string | undefined, calendars: CalendarsById) {
  const named = targets.calendar ?? policy.calendar ?? roundTheClockId;
  if (named === roundTheClockId) return roundTheClock.kind;
  if (targets.calendar !== undefined || ofTeam === undefined || !calendars.has(ofTeam)) return named;
  return ofTeam === roundTheClockId ? roundTheClock.kind : ofTeam;
}

/** The calendar of that id. A missing one counts around the clock: too early is better than never. */
export const calendarById = (id: string, calendars: CalendarsById): Calendar => calendars.get(id) ?? roundTheClock;

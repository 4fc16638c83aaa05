import type { ClockName, Severity } from '@harken/contracts';
import { type Calendar, wall } from '../../calendars/due-at.ts';
import type { PolicyOverride, ResponsePolicy, TargetName, Targets } from './response-policy.ts';
import type { Calendars, Terms } from './terms.ts';

/** What decides which promise holds for a complaint. */
export interface Promisee {
  readonly severity: Severity;
  readonly category: string | null;
  readonly tier: string | null;
  readonly team: string;
}

/** How long something may take, and in whose time that is counted. */
export interface ClockPromise {
  /** ISO 8601. */
  readonly target: string;
  /** `wall`: around the clock; else the id of a calendar. */
  readonly calendar: string;
}

/** The name of `wall` outside. */
export const aroundTheClock = '24x7';

const targetOfClock: Readonly<Record<Exclude<ClockName, 'regulatory'>, TargetName>> = {
  acknowledge: 'acknowledge',
  first_response: 'firstResponse',
  next_response: 'nextResponse',
  progress_update: 'progressUpdate',
  first_resolution: 'firstResolution',
  resolution: 'resolution',
};

/** What the policy promises of this clock; null when nothing. The regulator's time is calendar time, always. */
export function promiseOf(clock: ClockName, to: Promisee, { policy, calendars, teamCalendars }: Terms) {
  if (clock === 'regulatory')
    return policy.regulatory ? { target: policy.regulatory.duration, calendar: wall.kind } : null;
  const targets = targetsOf(to, policy);
  const target = targets[targetOfClock[clock]];
  if (target === undefined) return null;
  return { target, calendar: calendarFor(targets, policy, teamCalendars[to.team], calendars) };
}

/** The targets of the severity, with what the first override that fits says otherwise. */
export function targetsOf(to: Promisee, { targets, overrides = [] }: ResponsePolicy): Targets {
  const fitting = overrides.find(({ when }) => fits(when, to));
  return { ...targets[to.severity], ...fitting?.targets[to.severity] };
}

/** How long clocks may stand still for the customer, ISO 8601. */
export const pauseCapOf = (to: Promisee, policy: ResponsePolicy): string =>
  targetsOf(to, policy).pauseCap ?? policy.pauseCap;

function fits(when: PolicyOverride['when'], { category, tier, team }: Promisee): boolean {
  const among = (wanted: readonly string[] | undefined, value: string | null) =>
    wanted === undefined || (value !== null && wanted.some((one) => one.toLowerCase() === value.toLowerCase()));
  return among(when.category, category) && among(when.tier, tier) && among(when.team, team);
}

/**
 * The severity's calendar holds before the team's own, and that before the policy's. A team's hours count only where the
 * policy counts in hours at all: one that names no calendar promises time around the clock.
 */
function calendarFor(targets: Targets, policy: ResponsePolicy, ofTeam: string | undefined, calendars: Calendars) {
  const named = targets.calendar ?? policy.calendar ?? aroundTheClock;
  if (named === aroundTheClock) return wall.kind;
  if (targets.calendar !== undefined || ofTeam === undefined || !calendars.has(ofTeam)) return named;
  return ofTeam === aroundTheClock ? wall.kind : ofTeam;
}

/** The calendar of that id. One that is gone counts around the clock: too early is better than never. */
export const calendarOf = (id: string, calendars: Calendars): Calendar => calendars.get(id) ?? wall;

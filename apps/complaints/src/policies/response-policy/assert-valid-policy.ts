import { severities } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { roundTheClockId } from '../../calendars/due-at.ts';
import { isPositive, milliseconds } from '../../calendars/duration.ts';
import { type ResponsePolicy, requiredTargets, type Targets, targetNames } from './response-policy.ts';

const invalid = 'response-policy.invalid';
const refusal = 'The response policy cannot be kept.';

/** Throws with every fault of the policy. */
export function assertValidPolicy(policy: ResponsePolicy, calendars: ReadonlySet<string> = new Set()): void {
  const errors = new FieldErrors();
  const { targets, overrides = [] } = policy;
  for (const severity of severities) {
    const at = errors.at('targets', severity);
    checkTargets(targets[severity], at);
    for (const name of requiredTargets) at.at(name).addIf(targets[severity][name] === undefined, invalid, 'Is needed.');
  }
  for (const [index, override] of overrides.entries())
    for (const severity of severities)
      checkTargets(override.targets[severity] ?? {}, errors.at('overrides', index, 'targets', severity));
  checkChain(policy, errors);
  checkWindows(policy, errors);
  checkCalendars(policy, calendars, errors);
  errors.throwIfAny(invalid, refusal);
}

export function assertLiesAhead(effectiveFrom: Date, now: Date): void {
  const errors = new FieldErrors();
  errors
    .at('effectiveFrom')
    .addIf(!(effectiveFrom >= now), invalid, 'Is no time that lies ahead: leave it out for at once.');
  errors.throwIfAny(invalid, refusal);
}

function checkTargets(targets: Partial<Targets>, errors: FieldErrors): void {
  for (const name of [...targetNames, 'pauseCap' as const]) {
    const wrong = targets[name] !== undefined && !isPositive(targets[name]);
    errors.at(name).addIf(wrong, invalid, 'Not an ISO 8601 duration of more than nothing (PT15M, P1D).');
  }
}

function checkChain({ ladder }: ResponsePolicy, errors: FieldErrors): void {
  for (const [index, { level, after, actWithin }] of ladder.entries()) {
    const at = errors.at('ladder', index);
    const length = milliseconds(after);
    if (length === null) {
      at.at('after').add(invalid, 'Not an ISO 8601 duration (PT0S, PT4H, P1D).');
      continue;
    }
    const endless = actWithin !== undefined && !isPositive(actWithin);
    at.at('actWithin').addIf(endless, invalid, 'Not an ISO 8601 duration of more than nothing (PT30M, P1D).');
    const below = ladder[index - 1];
    at.at('level').addIf(level !== (below?.level ?? 0) + 1, invalid, 'Levels go 1, 2, 3 ... in order.');
    const early = below !== undefined && length < (milliseconds(below.after) ?? 0);
    at.at('after').addIf(early, invalid, 'A higher level cannot come before a lower one.');
  }
}

function checkWindows({ reopenWindow, pauseCap, regulatory, warnAt }: ResponsePolicy, errors: FieldErrors): void {
  errors.at('reopenWindow').addIf(milliseconds(reopenWindow) === null, invalid, 'Not an ISO 8601 duration.');
  errors.at('pauseCap').addIf(!isPositive(pauseCap), invalid, 'Not an ISO 8601 duration of more than nothing.');
  if (regulatory && !isPositive(regulatory.duration))
    errors.at('regulatory', 'duration').add(invalid, 'Not an ISO 8601 duration of more than nothing (P56D, P8W).');
  errors.at('warnAt').addIf(!(warnAt > 0 && warnAt <= 1), invalid, 'A share above 0 and up to 1.');
}

function checkCalendars(policy: ResponsePolicy, calendars: ReadonlySet<string>, errors: FieldErrors): void {
  const check = (id: string | undefined, at: FieldErrors): void => {
    const unknown = id !== undefined && id !== roundTheClockId && !calendars.has(id);
    at.at('calendar').addIf(unknown, 'response-policy.unknown-calendar', `There is no calendar ${id}.`);
  };
  check(policy.calendar, errors);
  for (const severity of severities) check(policy.targets[severity].calendar, errors.at('targets', severity));
  for (const [index, { targets }] of (policy.overrides ?? []).entries())
    for (const severity of severities)
      check(targets[severity]?.calendar, errors.at('overrides', index, 'targets', severity));
}

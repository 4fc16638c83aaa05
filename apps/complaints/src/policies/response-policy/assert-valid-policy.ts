import { severities } from '@harken/contracts';
import { type FieldError, Invalid } from '@harken/errors';
import { roundTheClockId } from '../../calendars/due-at.ts';
import { isPositive, milliseconds } from '../../calendars/duration.ts';
import { type ResponsePolicy, requiredTargets, type Targets, targetNames } from './response-policy.ts';

/** Throws with every fault of the policy. */
export function assertValidPolicy(policy: ResponsePolicy, calendars: ReadonlySet<string> = new Set()): void {
  const faults = [
    ...severities.flatMap((severity) => [
      ...targetFaults(policy.targets[severity], `/targets/${severity}`),
      ...missingTargets(policy.targets[severity], `/targets/${severity}`),
    ]),
    ...(policy.overrides ?? []).flatMap(({ targets }, index) =>
      severities.flatMap((severity) =>
        targetFaults(targets[severity] ?? {}, `/overrides/${index}/targets/${severity}`),
      ),
    ),
    ...chainFaults(policy),
    ...windowFaults(policy),
    ...calendarFaults(policy, calendars),
  ];
  if (faults.length > 0) throw new Invalid('response-policy.invalid', 'The response policy cannot be kept.', faults);
}

export function assertLiesAhead(effectiveFrom: Date, now: Date): void {
  if (effectiveFrom >= now) return;
  throw new Invalid('response-policy.invalid', 'The response policy cannot be kept.', [
    fault('/effectiveFrom', 'Is no time that lies ahead: leave it out for at once.'),
  ]);
}

function targetFaults(targets: Partial<Targets>, at: string): FieldError[] {
  return [...targetNames, 'pauseCap' as const].flatMap((name) => {
    const duration = targets[name];
    if (duration === undefined || isPositive(duration)) return [];
    return [fault(`${at}/${name}`, 'Not an ISO 8601 duration of more than nothing (PT15M, P1D).')];
  });
}

const missingTargets = (targets: Targets, at: string): FieldError[] =>
  requiredTargets.flatMap((name) => (targets[name] === undefined ? [fault(`${at}/${name}`, 'Is needed.')] : []));

function chainFaults({ ladder }: ResponsePolicy): FieldError[] {
  return ladder.flatMap((step, index) => {
    const at = `/ladder/${index}`;
    const length = milliseconds(step.after);
    if (length === null) return [fault(`${at}/after`, 'Not an ISO 8601 duration (PT0S, PT4H, P1D).')];
    const faults: FieldError[] = [];
    if (step.actWithin !== undefined && !isPositive(step.actWithin))
      faults.push(fault(`${at}/actWithin`, 'Not an ISO 8601 duration of more than nothing (PT30M, P1D).'));
    const below = ladder[index - 1];
    if (step.level !== (below?.level ?? 0) + 1) faults.push(fault(`${at}/level`, 'Levels go 1, 2, 3 ... in order.'));
    if (below && length < (milliseconds(below.after) ?? 0))
      faults.push(fault(`${at}/after`, 'A higher level cannot come before a lower one.'));
    return faults;
  });
}

function windowFaults({ reopenWindow, pauseCap, regulatory, warnAt }: ResponsePolicy): FieldError[] {
  const faults: FieldError[] = [];
  if (milliseconds(reopenWindow) === null) faults.push(fault('/reopenWindow', 'Not an ISO 8601 duration.'));
  if (!isPositive(pauseCap)) faults.push(fault('/pauseCap', 'Not an ISO 8601 duration of more than nothing.'));
  if (regulatory && !isPositive(regulatory.duration))
    faults.push(fault('/regulatory/duration', 'Not an ISO 8601 duration of more than nothing (P56D, P8W).'));
  if (!(warnAt > 0 && warnAt <= 1)) faults.push(fault('/warnAt', 'A share above 0 and up to 1.'));
  return faults;
}

function calendarFaults(
  { calendar, targets, overrides = [] }: ResponsePolicy,
  calendars: ReadonlySet<string>,
): FieldError[] {
  const named: [string, string | undefined][] = [
    ['/calendar', calendar],
    ...severities.map((severity): [string, string | undefined] => [
      `/targets/${severity}/calendar`,
      targets[severity].calendar,
    ]),
    ...overrides.flatMap((override, index) =>
      severities.map((severity): [string, string | undefined] => [
        `/overrides/${index}/targets/${severity}/calendar`,
        override.targets[severity]?.calendar,
      ]),
    ),
  ];
  return named.flatMap(([pointer, id]) => {
    if (id === undefined || id === roundTheClockId || calendars.has(id)) return [];
    return [{ pointer, code: 'response-policy.unknown-calendar', detail: `There is no calendar ${id}.` }];
  });
}

const fault = (pointer: string, detail: string): FieldError => ({ pointer, code: 'response-policy.invalid', detail });

import { type ClockName, type Severity, severities } from '@harken/contracts';
import { type Fault, Invalid } from '@harken/errors';
import { milliseconds } from './duration.ts';

export interface Targets {
  readonly acknowledge: string;
  readonly firstResponse: string;
  readonly resolution: string;
}

export interface Rung {
  readonly level: number;
  /** ISO 8601, counted from the breach. */
  readonly after: string;
}

/** Word lists that raise a reason: reason -> language -> words. */
export type ReasonWords = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a company promises its customers, and who hears of it when the promise is broken. */
export interface ResponsePolicy {
  readonly targets: Readonly<Record<Severity, Targets>>;
  /** Share of the target after which a clock warns. */
  readonly warnAt: number;
  readonly ladder: readonly Rung[];
  readonly straightToManagement: readonly string[];
  readonly topTiers: readonly string[];
  /** ISO 8601, counted from the resolution. */
  readonly reopenWindow: string;
  readonly words: ReasonWords;
}

export interface VersionedPolicy extends ResponsePolicy {
  readonly version: number;
}

/** What a policy that does not say otherwise has. */
export const policyDefaults = { topTiers: ['platinum', 'vip', 'top'], reopenWindow: 'P14D' } as const;

export const targetNames = ['acknowledge', 'firstResponse', 'resolution'] as const;

export const targetOf = (policy: ResponsePolicy, severity: Severity, clock: ClockName): string =>
  policy.targets[severity][clock === 'first_response' ? 'firstResponse' : clock];

/** The last rung: where a complaint goes that must not climb step by step. */
export const topLevel = (policy: ResponsePolicy): number => policy.ladder.at(-1)?.level ?? 3;

/** Refuses a policy that could not be kept, with every fault it has. */
export function checkPolicy(policy: ResponsePolicy): void {
  const faults = [...targetFaults(policy), ...ladderFaults(policy), ...windowFaults(policy)];
  if (faults.length > 0) throw new Invalid('response-policy.invalid', 'The response policy cannot be kept.', faults);
}

function targetFaults(policy: ResponsePolicy): Fault[] {
  return severities.flatMap((severity) =>
    targetNames.flatMap((name) => {
      const length = milliseconds(policy.targets[severity][name]);
      if (length !== null && length > 0) return [];
      return [fault(`/targets/${severity}/${name}`, 'Not an ISO 8601 duration of more than nothing (PT15M, P1D).')];
    }),
  );
}

function ladderFaults({ ladder }: ResponsePolicy): Fault[] {
  return ladder.flatMap((rung, index) => {
    const at = `/ladder/${index}`;
    const length = milliseconds(rung.after);
    if (length === null) return [fault(`${at}/after`, 'Not an ISO 8601 duration (PT0S, PT4H, P1D).')];
    const faults: Fault[] = [];
    const below = ladder[index - 1];
    if (rung.level !== (below?.level ?? 0) + 1) faults.push(fault(`${at}/level`, 'Levels go 1, 2, 3 ... in order.'));
    if (below && length < (milliseconds(below.after) ?? 0))
      faults.push(fault(`${at}/after`, 'A higher level cannot come before a lower one.'));
    return faults;
  });
}

function windowFaults(policy: ResponsePolicy): Fault[] {
  const faults: Fault[] = [];
  if (milliseconds(policy.reopenWindow) === null) faults.push(fault('/reopenWindow', 'Not an ISO 8601 duration.'));
  if (!(policy.warnAt > 0 && policy.warnAt <= 1)) faults.push(fault('/warnAt', 'A share above 0 and up to 1.'));
  return faults;
}

const fault = (pointer: string, detail: string): Fault => ({ pointer, code: 'response-policy.invalid', detail });

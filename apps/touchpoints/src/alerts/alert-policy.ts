import { type Severity, severities } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { durationSeconds } from '../metrics/duration.ts';

/** How people are told of alerts. Durations are ISO 8601, without years and months; null: never. */
export interface AlertPolicy {
  /** So long an alert waits for others of the same cause before people are told. */
  readonly groupWait: string;
  /** People are told again of an alert that nobody has acknowledged. */
  readonly repeatEvery: string | null;
  /** Then it goes to the deputy of the owner. */
  readonly acknowledgeWithin: Readonly<Record<Severity, string | null>>;
}

export const alertPolicyDefaults: AlertPolicy = {
  groupWait: 'PT1S',
  repeatEvery: 'PT4H',
  acknowledgeWithin: { critical: 'PT15M', high: 'PT1H', normal: 'PT8H', low: null },
};

const secondsOf = (duration: string | null): number | undefined => (duration === null ? 1 : durationSeconds(duration));

/** Throws with every fault of the policy. */
export function assertValidAlertPolicy({ groupWait, repeatEvery, acknowledgeWithin }: AlertPolicy): void {
  const errors = new FieldErrors();
  const check = (at: FieldErrors, duration: string | null, min: number) => {
    const seconds = secondsOf(duration);
    const detail = `An ISO 8601 duration of weeks, days or time from ${min} s to 366 days.`;
    at.addIf(seconds === undefined || seconds < min || seconds > 366 * 86_400, 'alert-policy.invalid', detail);
  };
  check(errors.at('groupWait'), groupWait, 0);
  check(errors.at('repeatEvery'), repeatEvery, 1);
  for (const severity of severities) check(errors.at('acknowledgeWithin').at(severity), acknowledgeWithin[severity], 1);
  errors.throwIfAny('alert-policy.invalid', 'The alert policy is not valid.');
}

import { FieldErrors } from '@harken/errors';
import { maxWindowSeconds } from '../metrics/bucket.ts';
import { durationSeconds } from '../metrics/duration.ts';
import { metricForms, metricKind, rangeOf } from '../metrics/metric.ts';

export const comparators = ['>=', '<='] as const;
export type Comparator = (typeof comparators)[number];

/** A target in numbers that the company sets itself at a touchpoint. */
export interface StandardContent {
  readonly touchpoint: string;
  readonly metric: string;
  /** The target group it is made for; null: all customers. */
  readonly segment: string | null;
  readonly comparator: Comparator;
  /** NPS in points -100..100, CSAT as a share 0..1, CES 1..7, experience 0..10, a rating on its own scale. */
  readonly target: number;
  /** ISO 8601 duration; the value is that of the feedback that occurred within it. */
  readonly window: string;
  readonly minimumSample: number;
  readonly owner: string;
}

export interface Standard extends StandardContent {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** Throws Invalid for what the schema cannot check: an unknown metric, an impossible target, a window that is no duration. */
export function assertValidStandard(content: StandardContent): void {
  const errors = new FieldErrors();
  const kind = metricKind(content.metric);
  errors.at('metric').addIf(!kind, 'wrong-format', metricForms);
  const range = kind && rangeOf(kind);
  if (range && (content.target < range[0] || content.target > range[1])) {
    errors
      .at('target')
      .add('out-of-range', `The target of ${content.metric} lies between ${range[0]} and ${range[1]}.`);
  }
  const seconds = durationSeconds(content.window);
  if (seconds === undefined || seconds < 1 || seconds > maxWindowSeconds) {
    errors
      .at('window')
      .add('wrong-format', 'A window is an ISO 8601 duration of weeks, days or time, from PT1S to P366D.');
  }
  errors.throwIfAny('standard.invalid', 'The standard is not valid.');
}

export const sameStandard = (a: StandardContent, b: StandardContent): boolean =>
  a.touchpoint === b.touchpoint &&
  a.metric === b.metric &&
  a.segment === b.segment &&
  a.comparator === b.comparator &&
  a.target === b.target &&
  a.window === b.window &&
  a.minimumSample === b.minimumSample &&
  a.owner === b.owner;

/** Whether the standard moves to another touchpoint, metric or segment: not allowed while monitors use it. */
export const changesSubject = (before: StandardContent, after: StandardContent): boolean =>
  before.touchpoint !== after.touchpoint || before.metric !== after.metric || before.segment !== after.segment;

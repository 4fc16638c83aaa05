import { FieldErrors } from '@harken/errors';
import { parseMetric } from '../scores/metric.ts';

export const initiativeKinds = ['initiative', 'campaign'] as const;
export type InitiativeKind = (typeof initiativeKinds)[number];

/** Something that the company did, to learn whether it worked. */
export interface Initiative {
  readonly name: string;
  readonly kind: InitiativeKind;
  readonly description: string | null;
  /** Where; everywhere without any. */
  readonly touchpoints: readonly string[];
  /** For whom; everybody without any. */
  readonly segments: readonly string[];
  /** The name of the campaign in interactions and feedback. */
  readonly campaign: string | null;
  readonly from: string;
  readonly to: string | null;
  /** By what it is judged: a metric of scores, `complaints`, `orders` or `revenue:<currency>`. */
  readonly metric: string;
  readonly cost: { readonly minor: number; readonly currency: string } | null;
  /** Touchpoints to compare with; all others without any. */
  readonly compareWith: readonly string[];
  /** Within so many days a customer answers a campaign, or not. */
  readonly responseDays: number;
}

export const initiativeDefaults = {
  kind: 'initiative',
  description: null,
  touchpoints: [],
  segments: [],
  campaign: null,
  to: null,
  metric: 'nps',
  cost: null,
  compareWith: [],
  responseDays: 30,
} as const satisfies Partial<Initiative>;

/** What a metric measures: the mean of answers, or a sum per day. */
export interface EffectMeasure {
  readonly metric: string;
  readonly kind: 'score' | 'complaints' | 'orders' | 'revenue';
  readonly currency: string | null;
  readonly lowerIsBetter: boolean;
}

/** Throws Invalid for a metric that does not exist. */
export function measureOf(metric: string): EffectMeasure {
  if (metric === 'complaints') return { metric, kind: 'complaints', currency: null, lowerIsBetter: true };
  if (metric === 'orders') return { metric, kind: 'orders', currency: null, lowerIsBetter: false };
  const [, currency = null] = /^revenue:([A-Z]{3})$/.exec(metric) ?? [];
  if (currency) return { metric, kind: 'revenue', currency, lowerIsBetter: false };
  return { metric: parseMetric(metric), kind: 'score', currency: null, lowerIsBetter: false };
}

/** Throws with every fault. */
export function assertValidInitiative(initiative: Initiative): void {
  const errors = new FieldErrors();
  const { from, to, touchpoints, compareWith, kind, campaign } = initiative;
  errors
    .at('to')
    .addIf(
      to !== null && Date.parse(to) <= Date.parse(from),
      'initiative.invalid',
      'An initiative ends after it begins.',
    );
  errors.at('compareWith').addIf(
    compareWith.some((one) => touchpoints.includes(one)),
    'initiative.invalid',
    'A touchpoint cannot be compared with itself.',
  );
  errors
    .at('campaign')
    .addIf(kind === 'campaign' && campaign === null, 'initiative.invalid', 'A campaign has a name in interactions.');
  if (!isMetric(initiative.metric)) {
    const detail = 'must be a metric of scores, `complaints`, `orders` or `revenue:<currency>`';
    errors.at('metric').add('metric.unknown', detail);
  }
  errors.throwIfAny('initiative.invalid', 'The initiative contradicts itself.');
}

export function isMetric(metric: string): boolean {
  try {
    return measureOf(metric).metric === metric;
  } catch {
    return false;
  }
}

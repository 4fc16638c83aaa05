import type { Severity } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';

/** An alert must match every list given; a missing list matches everything. */
export interface SilenceMatchers {
  /** These touchpoints and all nested below them. */
  readonly touchpoints?: readonly string[];
  readonly monitors?: readonly string[];
  readonly severities?: readonly Severity[];
  readonly metrics?: readonly string[];
}

export interface SilenceContent {
  readonly matchers: SilenceMatchers;
  readonly from: Date;
  readonly until: Date;
  readonly comment: string;
}

/** Nobody is told of what matches, from one time until another. */
export interface Silence extends SilenceContent {
  readonly id: string;
  readonly version: number;
  readonly author: string;
  readonly updatedAt: Date;
}

export const silenceStates = ['pending', 'active', 'expired'] as const;
export type SilenceState = (typeof silenceStates)[number];

/** What a silence is compared with: an alert, or a monitor that may open one. */
export interface Silenceable {
  readonly monitorId: string;
  readonly severity: Severity;
  readonly metric: string | null;
  /** Its touchpoint and those above it. */
  readonly lineage: readonly string[];
}

export function matchesSilence(
  { touchpoints, monitors, severities, metrics }: SilenceMatchers,
  of: Silenceable,
): boolean {
  return (
    (touchpoints?.some((id) => of.lineage.includes(id)) ?? true) &&
    (monitors?.includes(of.monitorId) ?? true) &&
    (severities?.includes(of.severity) ?? true) &&
    (metrics === undefined || (of.metric !== null && metrics.includes(of.metric)))
  );
}

export function silenceState({ from, until }: Pick<SilenceContent, 'from' | 'until'>, now: Date): SilenceState {
  if (until.getTime() <= now.getTime()) return 'expired';
  return from.getTime() <= now.getTime() ? 'active' : 'pending';
}

/** Throws Invalid for a silence that would mute everything, or that ends before it begins. */
export function assertValidSilence({ matchers, from, until }: Omit<SilenceContent, 'comment'>): void {
  const errors = new FieldErrors();
  const detail = 'Name a touchpoint, a monitor, a severity or a metric.';
  errors.at('matchers').addIf(Object.keys(matchers).length === 0, 'required', detail);
  const backwards = until.getTime() <= from.getTime();
  errors.at('until').addIf(backwards, 'out-of-range', 'A silence ends after it begins.');
  errors.throwIfAny('silence.invalid', 'The silence is not valid.');
}

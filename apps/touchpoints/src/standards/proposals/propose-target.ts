import { type Interval, mean, tInterval } from '@harken/statistics';
import type { Sample } from '../../metrics/sample.ts';

/** So many answers a mean needs before a target rests on it. */
export const minimumAnswers = 10;

/** A mean on 0 to 10 with its interval; null without answers. */
export interface VoiceFigure {
  readonly n: number;
  readonly mean: number;
  readonly interval: Interval | null;
}

/** What customers said of a factor at a touchpoint. */
export interface VoiceEvidence {
  readonly expectation: VoiceFigure | null;
  readonly importance: VoiceFigure | null;
  /** The experience of satisfied customers: CSAT 4 or 5, else NPS 9 or 10. */
  readonly satisfied: VoiceFigure | null;
  /** The experience of all. */
  readonly experience: VoiceFigure | null;
}

export const bases = ['expectation', 'satisfied'] as const;

export interface TargetProposal {
  readonly target: number;
  /** Which of the two the target comes from: the higher one. */
  readonly basis: (typeof bases)[number];
}

export function voiceFigure(sample: Sample | undefined): VoiceFigure | null {
  const value = sample ? mean(sample) : null;
  return sample === undefined || value === null ? null : { n: sample.n, mean: value, interval: tInterval(sample) };
}

/**
 * The target that customers would be content with: what they expect, or what satisfied customers got where that is more; in
 * tenths, rounded up. null when neither has enough answers.
 */
export function proposeTarget({ expectation, satisfied }: VoiceEvidence): TargetProposal | null {
  const known = bases
    .map((basis) => ({ basis, figure: { expectation, satisfied }[basis] }))
    .flatMap(({ basis, figure }) => (figure && figure.n >= minimumAnswers ? [{ basis, value: figure.mean }] : []))
    .sort((a, b) => b.value - a.value)[0];
  if (!known) return null;
  // A mean of 7.3 has a rounding error behind it, which must not make 7.4 of it.
  return { target: Math.min(10, Math.ceil(Number((known.value * 10).toFixed(6))) / 10), basis: known.basis };
}

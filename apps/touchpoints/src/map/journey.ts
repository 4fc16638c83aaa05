import { phases } from '@harken/contracts';

export { phases };
export type Phase = (typeof phases)[number];

/** Factor weights of a segment, e.g. `{ service: 3, price: 1 }`. The segment `default` holds for all others. */
export type FactorWeights = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Weights among the siblings per segment, e.g. `{ investor: 5 }`; for all others `weight` holds. */
export type SegmentWeights = Readonly<Record<string, number>>;

/** A place where the customer meets the company, nested down to what cannot be divided further. */
export interface Touchpoint {
  readonly id: string;
  readonly name: string;
  readonly channel?: string;
  readonly team?: string;
  /** The person who answers for it, by the id in `/v1/people`; else that of the touchpoint above. */
  readonly owner?: string;
  /** The department that problems here go to; else that of the touchpoint above. */
  readonly department?: string;
  /** Share among its siblings, on any scale; 1 when not given. */
  readonly weight?: number;
  readonly segmentWeights?: SegmentWeights;
  /** The standard actions, in order. */
  readonly actions?: readonly string[];
  readonly factorWeights?: FactorWeights;
  readonly touchpoints?: readonly Touchpoint[];
}

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly phase: Phase;
  readonly weight?: number;
  readonly segmentWeights?: SegmentWeights;
  readonly touchpoints: readonly Touchpoint[];
}

/** The map of a journey from the customer's side, as it is put and given back. */
export interface Journey {
  readonly name: string;
  readonly stages: readonly Stage[];
}

/** One published map. The current one is the latest of those already in effect. */
export interface JourneyVersion {
  readonly journeyId: string;
  readonly version: number;
  readonly journey: Journey;
  readonly effectiveFrom: Date;
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

export const limits = { depth: 8, stages: 50, touchpoints: 2000, actions: 100, segments: 50, factors: 50 } as const;

/** Ids appear in addresses and in feedback: letters and digits of any script, then also `.` `_` `-`. */
export const idPattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,99}$/u;

export const sameJourney = (a: Journey, b: Journey): boolean => JSON.stringify(a) === JSON.stringify(b);

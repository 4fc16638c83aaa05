import type { FactorWeights, Journey, SegmentWeights, Touchpoint } from '../map/journey.ts';

/** A touchpoint that feedback names, with its share of the journey: the weights down its path, each as a share among its siblings. */
export interface HealthPart {
  readonly touchpoint: string;
  readonly name: string;
  readonly stage: string;
  /** From the journey over its stage and the touchpoints above to itself. */
  readonly path: readonly string[];
  readonly owner: string | null;
  readonly nominalWeight: number;
  /** The weights of the factors here; null where all count alike. */
  readonly factorWeights: Readonly<Record<string, number>> | null;
}

type Place = Omit<HealthPart, 'touchpoint' | 'name' | 'nominalWeight'>;

/** What was measured at a touchpoint itself. */
export interface PartValue {
  readonly value: number;
  readonly n: number;
}

export interface WeighedPart extends HealthPart {
  readonly value: number | null;
  readonly n: number;
  /** Its share among the parts with data; 0 without data. */
  readonly weight: number;
  /** `value` x `weight`: all contributions add up to the value of the journey. */
  readonly contribution: number | null;
}

export interface RollUp {
  readonly value: number | null;
  /** The nominal weight of the parts with data, 0 to 1. */
  readonly coverage: number;
  readonly parts: readonly WeighedPart[];
}

type Weighted = { readonly weight?: number; readonly segmentWeights?: SegmentWeights };

const weightFor = ({ weight = 1, segmentWeights = {} }: Weighted, segment: string | null): number =>
  (segment === null ? undefined : segmentWeights[segment]) ?? weight;

/** Shares that add up to 1; equal ones where every weight is 0. */
function shares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}

/**
 * The parts of a journey for a segment (null: all customers): the atoms, and each touchpoint above them that feedback names
 * itself (`measured`), which weighs as much as its children do on average. Nominal weights add up to 1.
 */
export function partsOf(
  journeyId: string,
  journey: Journey,
  segment: string | null,
  measured: ReadonlySet<string>,
): HealthPart[] {
  const parts: HealthPart[] = [];
  const add = (touchpoint: Touchpoint, share: number, above: Place) => {
    const { id, name, touchpoints = [] } = touchpoint;
    const place: Place = {
      stage: above.stage,
      path: [...above.path, id],
      owner: touchpoint.owner ?? above.owner,
      factorWeights: factorWeightsFor(touchpoint.factorWeights, segment) ?? above.factorWeights,
    };
    const weights = touchpoints.map((child) => weightFor(child, segment));
    const average = weights.length > 0 ? weights.reduce((sum, weight) => sum + weight, 0) / weights.length : 1;
    const own = weights.length === 0 || measured.has(id);
    const [ownShare = 0, ...below] = own ? shares([average, ...weights]) : [0, ...shares(weights)];
    if (own) parts.push({ touchpoint: id, name, ...place, nominalWeight: share * ownShare });
    for (const [index, child] of touchpoints.entries()) add(child, share * (below[index] ?? 0), place);
  };
  const stages = journey.stages.filter(({ touchpoints }) => touchpoints.length > 0);
  const ofStages = shares(stages.map((stage) => weightFor(stage, segment)));
  for (const [at, { id, touchpoints }] of stages.entries()) {
    const within = shares(touchpoints.map((touchpoint) => weightFor(touchpoint, segment)));
    const place: Place = { stage: id, path: [journeyId, id], owner: null, factorWeights: null };
    for (const [index, touchpoint] of touchpoints.entries()) {
      add(touchpoint, (ofStages[at] ?? 0) * (within[index] ?? 0), place);
    }
  }
  return parts;
}

function factorWeightsFor(weights: FactorWeights | undefined, segment: string | null) {
  if (!weights) return undefined;
  return (segment === null ? undefined : weights[segment]) ?? weights.default;
}

/** The value of the journey: the mean of its parts with data, weighted by their shares. Missing data counts as nothing, never as good. */
export function rollUp(parts: readonly HealthPart[], values: ReadonlyMap<string, PartValue>): RollUp {
  const coverage = parts.reduce((sum, part) => sum + (values.has(part.touchpoint) ? part.nominalWeight : 0), 0);
  const weighed = parts.map((part): WeighedPart => {
    const measured = values.get(part.touchpoint);
    if (!measured) return { ...part, value: null, n: 0, weight: 0, contribution: null };
    const weight = coverage > 0 ? part.nominalWeight / coverage : 0;
    return { ...part, ...measured, weight, contribution: measured.value * weight };
  });
  const value = coverage > 0 ? weighed.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0) : null;
  return { value, coverage: Math.min(1, coverage), parts: weighed };
}

/** A stage, from its parts: its contributions add up to that of the journey. */
export function stageOf(parts: readonly WeighedPart[]): Pick<WeighedPart, 'value' | 'weight' | 'contribution' | 'n'> {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  const contribution = parts.reduce((sum, part) => sum + (part.contribution ?? 0), 0);
  return weight > 0
    ? { value: contribution / weight, weight, contribution, n }
    : { value: null, weight, contribution: null, n };
}

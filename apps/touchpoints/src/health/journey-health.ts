import type { JourneyVersion } from '../map/journey.ts';
import type { Sample } from '../metrics/sample.ts';
import { experienceIndex, metricValue } from './experience-index.ts';
import { type PartValue, partsOf, type RollUp, rollUp, stageOf, type WeighedPart } from './roll-up.ts';

/** The first and the last moment that count; whole hours, the one of `to` included. */
export interface HealthWindow {
  readonly from: Date;
  readonly to: Date;
}

export interface Measured {
  readonly window: HealthWindow;
  readonly samples: ReadonlyMap<string, ReadonlyMap<string, Sample>>;
}

export interface HealthQuestion {
  readonly version: JourneyVersion;
  readonly segment: string | null;
  /** null: the experience index. */
  readonly metric: string | null;
  readonly now: Measured;
  /** Of an earlier time, by the same map and weights. */
  readonly before: Measured | null;
}

type Figures = Pick<WeighedPart, 'value' | 'weight' | 'contribution' | 'n'>;

const figuresOf = ({ value, weight, contribution, n }: Figures): Figures => ({ value, weight, contribution, n });

/** The health of a journey and of each of its parts and stages, with that of an earlier time beside it. */
export function journeyHealth({ version, segment, metric, now, before }: HealthQuestion) {
  const { journeyId, journey } = version;
  const rollUpAt = ({ samples }: Measured): RollUp => {
    const parts = partsOf(journeyId, journey, segment, new Set(samples.keys()));
    const values = new Map<string, PartValue>();
    for (const { touchpoint, factorWeights } of parts) {
      const said = samples.get(touchpoint) ?? new Map<string, Sample>();
      const value = metric === null ? experienceIndex(said, factorWeights) : metricValue(said, metric);
      if (value) values.set(touchpoint, value);
    }
    return rollUp(parts, values);
  };
  const current = rollUpAt(now);
  const earlier = before && rollUpAt(before);
  const earlierPart = (touchpoint: string) => earlier?.parts.find((part) => part.touchpoint === touchpoint);
  const ofStage = (roll: RollUp, id: string) => stageOf(roll.parts.filter(({ stage }) => stage === id));
  const shown = earlier ? [...current.parts, ...missingOf(earlier.parts, current.parts)] : current.parts;
  return {
    journey: journeyId,
    name: journey.name,
    version: version.version,
    segment,
    metric,
    window: shownWindow(now.window),
    value: current.value,
    coverage: current.coverage,
    missing: current.parts.filter(({ value }) => value === null).map(({ touchpoint }) => touchpoint),
    parts: shown.map(({ factorWeights: _, ...part }) => {
      const then = earlierPart(part.touchpoint);
      return { ...part, before: earlier && then ? figuresOf(then) : null };
    }),
    stages: journey.stages.map(({ id, name }) => {
      return { stage: id, name, ...ofStage(current, id), before: earlier ? ofStage(earlier, id) : null };
    }),
    comparison:
      before && earlier
        ? {
            window: shownWindow(before.window),
            value: earlier.value,
            coverage: earlier.coverage,
            change: current.value === null || earlier.value === null ? null : current.value - earlier.value,
          }
        : null,
  };
}

/** Parts that only the earlier time had: a touchpoint above others that feedback does not name itself any more. */
const missingOf = (earlier: readonly WeighedPart[], current: readonly WeighedPart[]): WeighedPart[] =>
  earlier
    .filter(({ touchpoint }) => !current.some((part) => part.touchpoint === touchpoint))
    .map((part) => ({ ...part, nominalWeight: 0, value: null, n: 0, weight: 0, contribution: null }));

const shownWindow = ({ from, to }: HealthWindow) => ({ from: from.toISOString(), to: to.toISOString() });

export type JourneyHealth = ReturnType<typeof journeyHealth>;

import type { Interval } from '@harken/statistics';
import { metricKind } from '../../metrics/metric.ts';
import { emptySample, type Sample } from '../../metrics/sample.ts';
import { evaluateStandard } from '../../monitors/evaluation/monitor-methods.ts';
import type { StandardContent } from '../standard.ts';

export const outcomes = ['met', 'breached', 'too_few', 'no_standard'] as const;
export type Outcome = (typeof outcomes)[number];

/** A version of the standard; null content: deleted. */
export interface DatedVersion {
  readonly version: number;
  readonly content: StandardContent | null;
  readonly recordedAt: Date;
}

export interface ReportedPeriod {
  readonly from: Date;
  readonly to: Date;
  readonly outcome: Outcome;
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly target: number | null;
  /** The version that held at the end of the period, and since when it holds. */
  readonly version: number | null;
  readonly since: Date | null;
}

/** The version that holds at a time: the latest that was recorded before it. */
export const versionAt = (versions: readonly DatedVersion[], at: Date): DatedVersion | undefined =>
  versions.filter(({ recordedAt }) => recordedAt.getTime() < at.getTime()).sort((a, b) => b.version - a.version)[0];

/** How a period did against the version that held at its end: breached only when the whole interval lies on the wrong side. */
export function reportPeriod(
  { from, to }: { readonly from: Date; readonly to: Date },
  versions: readonly DatedVersion[],
  samples: ReadonlyMap<string, Sample>,
): ReportedPeriod {
  const held = versionAt(versions, to);
  const kind = held?.content ? metricKind(held.content.metric) : undefined;
  if (!held?.content || !kind) {
    const nothing = { n: 0, value: null, interval: null, target: null, version: null, since: null };
    return { from, to, outcome: 'no_standard', ...nothing };
  }
  const { condition, ...found } = evaluateStandard(kind, samples.get(held.content.metric) ?? emptySample, held.content);
  const outcome = ({ ok: 'met', breached: 'breached', 'insufficient-data': 'too_few' } as const)[condition];
  const { n, value, interval } = found;
  return {
    ...{ from, to, outcome, n, value, interval, target: held.content.target },
    ...{ version: held.version, since: held.recordedAt },
  };
}

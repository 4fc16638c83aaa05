import { type Interval, wilsonInterval } from '@harken/statistics';
import type { Counts } from '../cells/count-metrics.ts';
import type { DurationMetric, Percentiles } from '../cells/duration-sketch.ts';
import type { Spend } from '../cells/spend.ts';

export interface Rate {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** Percentiles in milliseconds and their relative error; 0 if they are exact. */
export type DurationFigures = Readonly<Record<DurationMetric, Percentiles>> & { readonly relativeError: number };

export type ComplaintFigures = ReturnType<typeof toComplaintFigures>;

/** As in every table, `n` and `value` come first: the opened complaints and the share of them with an answer. */
export function toComplaintFigures(counts: Counts, times: DurationFigures, spent: Spend) {
  const { opened } = counts;
  const answerRate = rate(counts.answered, opened);
  const breaches = {
    acknowledge: counts.acknowledgeBreaches,
    firstResponse: counts.firstResponseBreaches,
    nextResponse: counts.nextResponseBreaches,
    progressUpdate: counts.progressUpdateBreaches,
    firstResolution: counts.firstResolutionBreaches,
    resolution: counts.resolutionBreaches,
    regulatory: counts.regulatoryBreaches,
  };
  const timeTo = (name: DurationMetric, n: number) => ({
    n,
    medianSeconds: seconds(times[name]?.[0]),
    p90Seconds: seconds(times[name]?.[1]),
    relativeError: times.relativeError,
  });
  return {
    n: opened,
    value: answerRate.value,
    interval: answerRate.interval,
    opened,
    open: counts.open,
    acknowledged: counts.acknowledged,
    answered: counts.answered,
    answerRate,
    resolved: counts.resolved,
    closed: counts.closed,
    rejected: counts.rejected,
    withdrawn: counts.withdrawn,
    duplicates: counts.duplicates,
    timeToAcknowledge: timeTo('acknowledge', counts.acknowledged),
    timeToFirstAnswer: timeTo('firstAnswer', counts.everAnswered),
    timeToResolve: timeTo('resolve', counts.resolved),
    breaches: {
      ...breaches,
      total: Object.values(breaches).reduce((sum, n) => sum + n, 0),
      complaints: counts.breached,
    },
    breachRate: rate(counts.breached, opened),
    escalations: escalationFunnel(counts),
    straightToManagement: counts.straightToManagement,
    reopens: counts.reopens,
    reopened: counts.reopened,
    reopenRate: rate(counts.reopened, opened),
    compensated: counts.compensated,
    spent,
    satisfactionWithHandling: { n: counts.handlingRated, ...rate(counts.handlingSatisfied, counts.handlingRated) },
  };
}

function rate(part: number, n: number): Rate {
  return { value: n === 0 ? null : part / n, interval: wilsonInterval(part, n) };
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}

/** Levels 1 to 3 always, higher ones only if reached. */
function escalationFunnel({ escalatedComplaints, escalations }: Counts) {
  const levels: Record<string, { complaints: number; escalations: number }> = {};
  for (const [i, complaints] of escalatedComplaints.entries()) {
    if (i < 3 || complaints > 0) levels[i + 1] = { complaints, escalations: escalations[i] ?? 0 };
  }
  return levels;
}

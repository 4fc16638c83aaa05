import { type Interval, wilsonInterval } from '@harken/statistics';
import type { Counted } from '../cells/counted.ts';
import type { Percentiles, TimedName } from '../cells/duration-sketch.ts';
import type { Spent } from '../cells/spent.ts';

export interface Rate {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** Times in milliseconds, and how far they may be from times that happened; 0 when they are such. */
export type Times = Readonly<Record<TimedName, Percentiles>> & { readonly relativeError: number };

export type ComplaintRow = ReturnType<typeof complaintFiguresOf>;

/** `n` and `value` are the complaints opened and the share of them with an answer, as in every other table. */
export function complaintFiguresOf(counts: Counted, times: Times, spent: Spent) {
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
  const timeTo = (name: TimedName, n: number) => ({
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
    escalations: funnel(counts),
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

/** Levels 1 to 3 always, higher ones where they were reached. */
function funnel({ escalatedComplaints, escalations }: Counted) {
  const levels: Record<string, { complaints: number; escalations: number }> = {};
  for (const [i, complaints] of escalatedComplaints.entries()) {
    if (i < 3 || complaints > 0) levels[i + 1] = { complaints, escalations: escalations[i] ?? 0 };
  }
  return levels;
}

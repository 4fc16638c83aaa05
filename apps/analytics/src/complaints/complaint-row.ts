import { type Interval, wilsonInterval } from '@harken/statistics';

/** A clock each. */
const breachNames = [
  ...(['acknowledge', 'firstResponse', 'nextResponse', 'progressUpdate', 'firstResolution'] as const),
  ...(['resolution', 'regulatory'] as const),
] as const;

/** The counts of one row, as SQL adds them up. Times are seconds. */
export interface ComplaintCounts {
  readonly opened: number;
  readonly open: number;
  readonly acknowledged: number;
  readonly answered: number;
  readonly everAnswered: number;
  readonly resolved: number;
  readonly closed: number;
  readonly rejected: number;
  readonly withdrawn: number;
  readonly duplicates: number;
  readonly acknowledgeSeconds: Percentiles;
  readonly firstAnswerSeconds: Percentiles;
  readonly resolveSeconds: Percentiles;
  readonly breaches: Readonly<Record<(typeof breachNames)[number], number>>;
  readonly breached: number;
  /** Index 0 is level 1. */
  readonly escalatedComplaints: readonly number[];
  readonly escalations: readonly number[];
  readonly straightToManagement: number;
  readonly reopens: number;
  readonly reopened: number;
  readonly compensated: number;
  /** Per currency; null when nothing was spent. */
  readonly spent: Readonly<Record<string, { minor: number; count: number }>> | null;
  readonly handlingRated: number;
  readonly handlingSatisfied: number;
}

/** Median and 90th percentile, nearest rank. */
export type Percentiles = readonly [median: number, p90: number] | null;

export interface Rate {
  readonly value: number | null;
  readonly interval: Interval | null;
}

export type ComplaintRow = ReturnType<typeof complaintFiguresOf>;

/** `n` and `value` are the complaints opened and the share of them with an answer, as in every other table. */
export function complaintFiguresOf(counts: ComplaintCounts) {
  const { opened, breaches } = counts;
  const answerRate = rate(counts.answered, opened);
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
    timeToAcknowledge: times(counts.acknowledged, counts.acknowledgeSeconds),
    timeToFirstAnswer: times(counts.everAnswered, counts.firstAnswerSeconds),
    timeToResolve: times(counts.resolved, counts.resolveSeconds),
    breaches: {
      ...breaches,
      total: breachNames.reduce((sum, name) => sum + breaches[name], 0),
      complaints: counts.breached,
    },
    breachRate: rate(counts.breached, opened),
    escalations: funnel(counts),
    straightToManagement: counts.straightToManagement,
    reopens: counts.reopens,
    reopened: counts.reopened,
    reopenRate: rate(counts.reopened, opened),
    compensated: counts.compensated,
    spent: counts.spent ?? {},
    satisfactionWithHandling: { n: counts.handlingRated, ...rate(counts.handlingSatisfied, counts.handlingRated) },
  };
}

function rate(part: number, n: number): Rate {
  return { value: n === 0 ? null : part / n, interval: wilsonInterval(part, n) };
}

function times(n: number, percentiles: Percentiles) {
  return { n, medianSeconds: percentiles?.[0] ?? null, p90Seconds: percentiles?.[1] ?? null };
}

/** Levels 1 to 3 always, higher ones where they were reached. */
function funnel({ escalatedComplaints, escalations }: ComplaintCounts) {
  const levels: Record<string, { complaints: number; escalations: number }> = {};
  for (const [i, complaints] of escalatedComplaints.entries()) {
    if (i < 3 || complaints > 0) levels[i + 1] = { complaints, escalations: escalations[i] ?? 0 };
  }
  return levels;
}

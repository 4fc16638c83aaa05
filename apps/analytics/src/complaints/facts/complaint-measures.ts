import { type ClockName, clockNames } from '@harken/contracts';
import type { CompensationAmount, ComplaintRecord } from './complaint-record.ts';

/** What figures need of one complaint, derived from its record. Times are milliseconds since it was opened. */
export interface ComplaintMeasures {
  /** The customer has an answer in the present cycle: after a reopening the old one does not count. */
  readonly answered: boolean;
  readonly resolved: boolean;
  readonly acknowledgeMs: number | null;
  /** To the first answer of all. */
  readonly firstAnswerMs: number | null;
  /** To the resolution of the present cycle: the time before a reopening counts. */
  readonly resolveMs: number | null;
  /** At most one per cycle, also for a clock that restarts. */
  readonly breaches: Readonly<Record<ClockName, number>>;
  /** How many escalations reached level 1 to 9. */
  readonly escalations: readonly number[];
  readonly straightToManagement: boolean;
  readonly reopens: number;
  /** How many compensations the customer got. */
  readonly compensations: number;
  /** What they cost, per currency; null when nothing. */
  readonly spent: Readonly<Record<string, { minor: number; count: number }>> | null;
  /** How often the handling was rated, and how often with 4 or 5. */
  readonly handlingRated: number;
  readonly handlingSatisfied: number;
}

// One clock for all cycles: once breached it is not breached again after a reopening.
const clocksOverAllCycles: ReadonlySet<ClockName> = new Set(['resolution', 'regulatory']);

export function toMeasures(record: ComplaintRecord): ComplaintMeasures {
  const { latest } = record;
  const since = (at: string | null | undefined) =>
    at === null || at === undefined ? null : Math.max(0, Date.parse(at) - Date.parse(latest.openedAt));
  const breached = (clock: ClockName) => {
    const cycles = record.breaches.filter((breach) => breach.endsWith(`:${clock}`)).length;
    return clocksOverAllCycles.has(clock) ? Math.min(cycles, 1) : cycles;
  };
  const escalations = Object.values(record.escalations);
  const ratings = Object.values(record.handling ?? {});
  const resolvedAt = record.resolvedAt[latest.cycle];
  return {
    answered: latest.cycle in record.answeredAt,
    resolved: resolvedAt !== undefined,
    acknowledgeMs: since(record.acknowledgedAt),
    firstAnswerMs: since(Object.values(record.answeredAt).sort()[0]),
    resolveMs: since(resolvedAt),
    breaches: Object.fromEntries(clockNames.map((clock) => [clock, breached(clock)])) as Record<ClockName, number>,
    escalations: Array.from({ length: 9 }, (_, i) => escalations.filter(({ level }) => level === i + 1).length),
    straightToManagement: escalations.some(({ straight }) => straight),
    reopens: latest.cycle - 1,
    compensations: Object.keys(record.compensations ?? {}).length,
    spent: spendByCurrency(Object.values(record.compensations ?? {})),
    handlingRated: ratings.length,
    handlingSatisfied: ratings.filter((csat) => csat >= 4).length,
  };
}

function spendByCurrency(amounts: readonly CompensationAmount[]): ComplaintMeasures['spent'] {
  const spent: Record<string, { minor: number; count: number }> = {};
  for (const amount of amounts) {
    if (!amount) continue;
    const { minor, count } = spent[amount.currency] ?? { minor: 0, count: 0 };
    spent[amount.currency] = { minor: minor + amount.minor, count: count + 1 };
  }
  return Object.keys(spent).length === 0 ? null : spent;
}

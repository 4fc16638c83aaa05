import { sqlVerdict, type Verdict } from './verdict.ts';

export const maxDrainMs = 30_000;

/** Promises about the run itself. */
export const runVerdicts: readonly Verdict[] = [
  {
    group: 'run',
    name: `drained within ${maxDrainMs / 1_000} s of the last fault`,
    find: (ledger) => {
      const drainedMs = ledger.noted('drained_ms');
      if (drainedMs !== undefined && Number(drainedMs) <= maxDrainMs) return [];
      const detail = drainedMs === undefined ? (ledger.noted('undrained') ?? 'never') : `after ${drainedMs} ms`;
      return [{ subject: 'backlog', detail }];
    },
  },
  sqlVerdict(
    'run',
    'every fault came, and what it broke came back',
    `SELECT kind || ' ' || target AS subject, coalesce(error, 'did not end') AS detail FROM faults
      WHERE error IS NOT NULL OR ended_at IS NULL`,
  ),
];

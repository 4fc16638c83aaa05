import { sqlVerdict, type Verdict } from './verdict.ts';

export const mayDrainMs = 30_000;

/** What is to be said of the run itself. */
export const courseVerdicts: readonly Verdict[] = [
  {
    group: 'course',
    name: `drained within ${mayDrainMs / 1_000} s of the last fault`,
    find: (ledger) => {
      const drainedMs = ledger.noted('drained_ms');
      if (drainedMs !== undefined && Number(drainedMs) <= mayDrainMs) return [];
      const detail = drainedMs === undefined ? (ledger.noted('undrained') ?? 'never') : `after ${drainedMs} ms`;
      return [{ subject: 'backlog', detail }];
    },
  },
  sqlVerdict(
    'course',
    'every fault came, and what it broke came back',
    `SELECT kind || ' ' || target AS subject, coalesce(error, 'did not end') AS detail FROM faults
      WHERE error IS NOT NULL OR ended_at IS NULL`,
  ),
];

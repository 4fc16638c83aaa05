import { happened, type NewEvent, ProblemChanged } from '@harken/contracts';
import { dimensions } from './cell.ts';
import type { Problem } from './problem.ts';

export interface ProblemLinks {
  readonly complaintsAdded: readonly string[];
  readonly complaintsRemoved: readonly string[];
}

export const problemChanged = (
  problem: Problem,
  change: string,
  by: string,
  now: Date,
  { complaintsAdded = [], complaintsRemoved = [] }: Partial<ProblemLinks> = {},
): NewEvent =>
  happened(ProblemChanged, problem.id, {
    problem: {
      problemId: problem.id,
      state: problem.state,
      version: problem.version,
      cell: {
        journey: problem.cell.journey ?? null,
        stage: problem.cell.stage ?? null,
        ...(Object.fromEntries(dimensions.map((name) => [name, problem.cell[name] ?? null])) as Record<
          (typeof dimensions)[number],
          string | null
        >),
      },
      window: { from: problem.from.toISOString(), to: problem.to.toISOString() },
      observed: problem.observed,
      expected: problem.expected,
      p: problem.p,
      owner: problem.owner,
      cause: problem.cause,
      dueAt: problem.dueAt?.toISOString() ?? null,
      reopened: problem.reopened,
    },
    change,
    complaintsAdded: [...complaintsAdded],
    complaintsRemoved: [...complaintsRemoved],
    by,
    at: now.toISOString(),
  });

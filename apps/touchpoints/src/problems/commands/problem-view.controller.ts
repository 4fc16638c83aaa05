import { databaseTime, type Tx } from '@harken/database';
import type { Cell } from '../cell.ts';
import { observedSince, problemParts, traitCounts } from '../problem.queries.ts';
import type { Problem, ScanEvidence } from '../problem.ts';
import { sharedTraits } from '../shared-traits.ts';
import { verify } from '../verification.ts';
import type { EvidenceDto, ProblemDto, ProblemListItemDto } from './problem.dto.ts';

export const evidenceDto = ({
  cell,
  owner,
  from,
  to,
  observed,
  expected,
  dispersion,
  score,
  p,
}: ScanEvidence & { readonly cell: Cell; readonly owner: string | null }): EvidenceDto => ({
  cell: { ...cell },
  window: { from, to },
  ...{ observed, expected, dispersion, score, p },
  test: 'tree-temporal scan',
  recurrence: { nights: Math.floor(1 / p) },
  owner,
});

export const problemListItem = (problem: Problem): ProblemListItemDto => ({
  ...evidenceDto(problem),
  id: problem.id,
  state: problem.state,
  version: problem.version,
  cause: problem.cause,
  action: problem.action,
  dueAt: problem.dueAt,
  suspectedAt: problem.suspectedAt,
  fixedAt: problem.fixedAt,
  endedAt: problem.endedAt,
  reason: problem.reason,
  reopened: problem.reopened,
});

/** The problem with all that belongs to it, as of now. */
export async function problemDto(tx: Tx, problem: Problem): Promise<ProblemDto> {
  const { complaints, feedback, history, ...parts } = await problemParts(tx, problem.id);
  const traits = sharedTraits(await traitCounts(tx, problem.id));
  const known = new Set(Object.entries(problem.cell).map((entry) => entry.join('\u0000')));
  return {
    ...problemListItem(problem),
    ...parts,
    complaints: { count: complaints.count, items: [...complaints.items] },
    feedback: { count: feedback.count, items: [...feedback.items] },
    history: [...history],
    shared: traits.filter(({ trait, value }) => !known.has([trait, value].join('\u0000'))),
    verification: await verificationOf(tx, problem),
  };
}

async function verificationOf(tx: Tx, problem: Problem): Promise<ProblemDto['verification']> {
  if (problem.fixedAt === null) return null;
  const until = problem.endedAt ?? (await databaseTime(tx));
  return { ...verify(problem, problem.fixedAt, until, await observedSince(tx, problem.id, problem.fixedAt, until)) };
}

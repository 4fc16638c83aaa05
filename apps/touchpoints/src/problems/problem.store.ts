import type { Identity } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import { NotFound, Stale } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { In } from 'typeorm';
import { ProblemTable } from './problem.table.ts';
import type { Problem } from './problem.ts';
import { type ProblemLinks, problemChanged } from './problem-events.ts';

export interface HistoryNote {
  readonly action: string;
  readonly by: string;
  readonly note?: string | null | undefined;
}

export const systemActor: Pick<Identity, 'name'> = { name: 'system' };

export const problemStore = {
  /** Problems are opened and joined by one at a time: two scans never open two for one cause. */
  async lockOpening(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.problems'))");
  },

  async lock(tx: Tx, id: string): Promise<Problem> {
    const problem = await tx.findOne(ProblemTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!problem) throw new NotFound('problem', id);
    return problem;
  },

  /** Saves the next version with its history and event. */
  async save(tx: Tx, problem: Problem, note: HistoryNote, now: Date, links: Partial<ProblemLinks> = {}): Promise<void> {
    await tx.upsert(
      ProblemTable,
      { ...problem, cell: { ...problem.cell }, touchpoints: problem.touchpoints && [...problem.touchpoints] },
      ['id'],
    );
    await tx.query(
      'INSERT INTO problem_history (problem_id, version, at, action, by, note) VALUES ($1, $2, $3, $4, $5, $6)',
      [problem.id, problem.version, now, note.action, note.by, note.note ?? null],
    );
    await outbox.add(tx, [problemChanged(problem, note.action, note.by, now, links)]);
  },

  /** Loads the problem under its lock, lets `decide` change it, and saves the next version. */
  async change(
    tx: Tx,
    id: string,
    expectedVersion: number | undefined,
    decide: (
      problem: Problem,
      now: Date,
    ) => Promise<{ problem: Problem; note: HistoryNote; links?: Partial<ProblemLinks> }>,
  ): Promise<Problem> {
    const before = await problemStore.lock(tx, id);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new Stale('problem.stale', 'The problem has another version by now.', { version: before.version });
    const now = await databaseTime(tx);
    const { problem, note, links } = await decide(before, now);
    const after = { ...problem, version: before.version + 1 };
    await problemStore.save(tx, after, note, now, links);
    return after;
  },
};

/** Tells of complaints that were linked or have left, one event per problem. */
export async function publishLinks(
  tx: Tx,
  { added, removed }: Record<'added' | 'removed', readonly { readonly problem: string; readonly id: string }[]>,
): Promise<void> {
  const ids = [...new Set([...added, ...removed].map(({ problem }) => problem))].sort();
  if (ids.length === 0) return;
  const now = await databaseTime(tx);
  const problems = await tx.find(ProblemTable, { where: { id: In(ids) }, order: { id: 'ASC' } });
  const of = (list: typeof added, id: string) => list.filter(({ problem }) => problem === id).map((link) => link.id);
  await outbox.add(
    tx,
    problems.map((problem) =>
      problemChanged(problem, 'linked', systemActor.name, now, {
        complaintsAdded: of(added, problem.id),
        complaintsRemoved: of(removed, problem.id),
      }),
    ),
  );
}

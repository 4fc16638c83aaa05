import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { LinkChange } from '../counting/complaint-counts.store.ts';
import { complaintFits, feedbackFits } from '../fits.queries.ts';
import { problemStore, publishLinks, systemActor } from '../problem.store.ts';
import { ProblemTable } from '../problem.table.ts';
import { type Problem, reopen } from '../problem.ts';
import type { SuspectedCell } from './scan-problems.use-case.ts';

/** Of the complaints of a suspicion, so many belong to one problem already that it is the same one. */
const sameCause = 0.5;

/** Opens a problem for each suspicion, or joins it to the one that it is part of. Returns the problems opened or reopened. */
export async function openProblems(suspicions: readonly SuspectedCell[], now: Date, tx: Tx): Promise<Problem[]> {
  const opened: Problem[] = [];
  for (const suspicion of suspicions) {
    const known = await problemOfSameCause(suspicion, tx);
    if (known) {
      const added = await linkWindow(known.id, suspicion, tx);
      await publishLinks(tx, { added, removed: [] });
      continue;
    }
    const closed = await closedProblemOf(suspicion, tx);
    const problem = closed ? suspectedAgain(closed, suspicion) : newProblem(suspicion, now);
    await tx.upsert(
      ProblemTable,
      { ...problem, cell: { ...problem.cell }, touchpoints: problem.touchpoints && [...problem.touchpoints] },
      ['id'],
    );
    const added = await linkWindow(problem.id, suspicion, tx);
    const action = closed ? 'suspected_again' : 'suspected';
    await problemStore.save(tx, problem, { action, by: systemActor.name }, now, {
      complaintsAdded: added.map(({ id }) => id),
    });
    opened.push(problem);
  }
  return opened;
}

const newProblem = (suspicion: SuspectedCell, now: Date): Problem => ({
  ...suspicion,
  id: newId(),
  state: 'suspected',
  version: 1,
  cause: null,
  action: null,
  dueAt: null,
  suspectedAt: now,
  fixedAt: null,
  endedAt: null,
  reason: null,
  reopened: 0,
});

/** It came back: the evidence is that of today, who had it and what was done stays. */
const suspectedAgain = (problem: Problem, { owner: _, ...suspicion }: SuspectedCell): Problem => ({
  ...reopen(problem, 'suspected'),
  ...suspicion,
  version: problem.version + 1,
});

/** The open problem with the same cell, or the one that most of the complaints are linked to. */
async function problemOfSameCause(suspicion: SuspectedCell, tx: Tx): Promise<{ id: string } | undefined> {
  const { values, cell } = cellRow(suspicion);
  const rows: { id: string }[] = await tx.query(
    `SELECT p.id FROM problems p WHERE p.state NOT IN ('closed', 'dismissed') AND p.cell = $9::jsonb
      UNION ALL
     (SELECT shared.problem FROM (
        SELECT o.id AS problem, count(*) AS n, sum(count(*)) OVER () AS linked
          FROM ${cell} JOIN counted_complaints c ON c.opened_at > $7 AND c.opened_at <= $8 AND ${complaintFits}
          JOIN problems o ON o.id = c.problem_id AND o.state NOT IN ('closed', 'dismissed')
         GROUP BY o.id) shared
       WHERE shared.n >= ${sameCause} * (
         SELECT count(*) FROM ${cell} JOIN counted_complaints c ON c.opened_at > $7 AND c.opened_at <= $8 AND ${complaintFits})
       ORDER BY shared.n DESC) LIMIT 1`,
    [...values, suspicion.to, JSON.stringify(suspicion.cell)],
  );
  return rows[0];
}

/** A closed problem whose cell is the same, or one within the other. A dismissed one stays dismissed. */
async function closedProblemOf({ cell }: SuspectedCell, tx: Tx): Promise<Problem | null> {
  return tx
    .createQueryBuilder(ProblemTable, 'p')
    .where("p.state = 'closed' AND (p.cell @> :cell::jsonb OR p.cell <@ :cell::jsonb)", { cell: JSON.stringify(cell) })
    .orderBy('p.endedAt', 'DESC')
    .setLock('pessimistic_write')
    .getOne();
}

/** The suspected cell as a row `p`, with the columns that `complaintFits` reads of a problem; `$7` is when it begins. */
function cellRow({ cell, touchpoints, from }: SuspectedCell) {
  const values = [touchpoints, cell.category, cell.product, cell.location, cell.campaign, cell.factor, from];
  return {
    values: values.map((value) => value ?? null),
    cell: `(SELECT $1::text[] AS touchpoints, $2::text AS category, $3::text AS product, $4::text AS location,
                   $5::text AS campaign, $6::text AS factor) p`,
  };
}

/** Links the complaints and feedback of the window that belong to no problem yet. */
async function linkWindow(problem: string, suspicion: SuspectedCell, tx: Tx): Promise<LinkChange[]> {
  const { values, cell } = cellRow(suspicion);
  const parameters = [...values, problem];
  const [linked]: [LinkChange[], number] = await tx.query(
    `UPDATE counted_complaints u SET problem_id = $8::uuid FROM (
       SELECT c.complaint_id FROM ${cell} JOIN counted_complaints c ON c.opened_at > $7 AND ${complaintFits}
        WHERE c.problem_id IS NULL AND NOT $8::uuid = ANY (c.kept_out_of)) found
      WHERE u.complaint_id = found.complaint_id RETURNING u.problem_id AS problem, u.complaint_id AS id`,
    parameters,
  );
  await tx.query(
    `UPDATE poor_feedback u SET problem_id = $8::uuid FROM (
       SELECT f.feedback_id FROM ${cell} JOIN poor_feedback f ON f.occurred_at > $7 AND ${feedbackFits}
        WHERE f.problem_id IS NULL AND NOT $8::uuid = ANY (f.kept_out_of)) found
      WHERE u.feedback_id = found.feedback_id`,
    parameters,
  );
  return linked;
}

import { nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { FieldErrors, RuleBroken } from '@harken/errors';
import type { CommandTarget } from '@harken/service';
import { problemStore } from '../problem.store.ts';
import { isOpen, type Problem } from '../problem.ts';

interface Linking {
  readonly complaints: readonly string[];
  readonly onBehalfOf?: string | undefined;
  readonly note?: string | undefined;
}

/** Puts complaints into the problem by hand; one that is in another problem moves. */
export function linkComplaints(target: CommandTarget, linking: Linking, tx: Tx): Promise<Problem> {
  return problemStore.change(tx, target.id, target.expectedVersion, async (problem) => {
    if (!isOpen(problem))
      throw new RuleBroken('problem.ended', `The problem is ${problem.state}: reopen it first.`, {
        problem: problem.id,
        state: problem.state,
      });
    await assertKnown(linking.complaints, tx);
    const [linked]: [{ id: string }[], number] = await tx.query(
      `UPDATE counted_complaints SET problem_id = $1, kept_out_of = array_remove(kept_out_of, $1::uuid)
        WHERE complaint_id = ANY ($2::uuid[]) AND problem_id IS DISTINCT FROM $1 RETURNING complaint_id AS id`,
      [problem.id, linking.complaints],
    );
    return changed(problem, 'linked', target, linking, { complaintsAdded: linked.map(({ id }) => id) });
  });
}

/** Takes complaints out of the problem; they are not linked to it by themselves again. */
export function unlinkComplaints(target: CommandTarget, linking: Linking, tx: Tx): Promise<Problem> {
  return problemStore.change(tx, target.id, target.expectedVersion, async (problem) => {
    const [removed]: [{ id: string }[], number] = await tx.query(
      `UPDATE counted_complaints SET problem_id = NULL, kept_out_of = array_append(kept_out_of, $1::uuid)
        WHERE complaint_id = ANY ($2::uuid[]) AND problem_id = $1 RETURNING complaint_id AS id`,
      [problem.id, linking.complaints],
    );
    return changed(problem, 'unlinked', target, linking, { complaintsRemoved: removed.map(({ id }) => id) });
  });
}

const changed = (
  problem: Problem,
  action: string,
  { actor }: CommandTarget,
  { onBehalfOf, note }: Linking,
  links: { readonly complaintsAdded?: readonly string[]; readonly complaintsRemoved?: readonly string[] },
) => ({ problem, note: { action, by: nameOf(actor, onBehalfOf), note }, links });

async function assertKnown(complaints: readonly string[], tx: Tx): Promise<void> {
  const rows: { id: string }[] = await tx.query(
    'SELECT complaint_id AS id FROM counted_complaints WHERE complaint_id = ANY ($1::uuid[])',
    [complaints],
  );
  const known = new Set(rows.map(({ id }) => id));
  const errors = new FieldErrors();
  complaints.forEach((id, index) => {
    errors
      .at('complaints', index)
      .addIf(
        !known.has(id),
        'problem.complaint-unknown',
        `No complaint has the id ${id}, or it has not arrived here yet.`,
      );
  });
  errors.throwIfAny('problem.complaint-unknown', 'These complaints are not known.');
}

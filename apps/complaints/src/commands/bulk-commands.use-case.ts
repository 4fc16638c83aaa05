import type { Tx } from '@harken/database';
import { Problem } from '@harken/errors';
import type { BoundCommand, CommandTarget } from '@harken/service';
import type { Complaint } from '../complaint/complaint.ts';
import { lockRelated } from '../complaint/storage/locked-complaints.queries.ts';

export type BulkOutcome = { readonly id: string } & ({ readonly complaint: Complaint } | { readonly problem: Problem });

/**
 * Executes one command on many complaints. Each has its own savepoint: a refusal for one does not affect the others.
 */
export async function executeBulk(
  { body, run }: BoundCommand<Complaint>,
  targets: readonly CommandTarget[],
  tx: Tx,
): Promise<BulkOutcome[]> {
  // Locks all of them at once in the order of their ids, with the complaint that the body refers to and the duplicates.
  const { of, to } = body as { readonly of?: string; readonly to?: string };
  const ids = targets.map(({ id }) => id);
  await lockRelated(tx, [...ids, ...[of, to].filter((id) => id !== undefined)], ids);
  const outcomes: BulkOutcome[] = [];
  for (const target of targets) outcomes.push(await onItsOwn(target));
  return outcomes;

  async function onItsOwn(target: CommandTarget): Promise<BulkOutcome> {
    try {
      return { id: target.id, complaint: await tx.transaction((savepoint) => run(target, savepoint)) };
    } catch (error) {
      // A refusal concerns this complaint only; any other error (the database goes away) ends the whole request.
      if (error instanceof Problem && error.kind !== 'unavailable') return { id: target.id, problem: error };
      throw error;
    }
  }
}

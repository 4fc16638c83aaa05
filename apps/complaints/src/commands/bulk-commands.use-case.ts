import type { Tx } from '@harken/database';
import { Problem } from '@harken/errors';
import type { Complaint } from '../complaint/complaint.ts';
import type { ComplaintChange } from '../complaint/execute/change-complaint.use-case.ts';
import { lockComplaints } from '../complaint/storage/locked-complaints.queries.ts';
import { type CommandBodies, handleCommand, type ManualCommandName } from './handle-command.use-case.ts';

export interface BulkCommand<N extends ManualCommandName> {
  readonly command: N;
  readonly changes: readonly ComplaintChange[];
  readonly body: CommandBodies[N];
}

export type BulkOutcome = { readonly id: string } & ({ readonly complaint: Complaint } | { readonly problem: Problem });

/**
 * Executes one command on many complaints. Each has its own savepoint: a refusal for one does not affect the others.
 */
export async function executeBulk<N extends ManualCommandName>(
  { command, changes, body }: BulkCommand<N>,
  tx: Tx,
): Promise<BulkOutcome[]> {
  // Locks all of them at once in the order of their ids, with the complaint that the body refers to.
  const others = [body].flatMap((said) => ('of' in said ? said.of : 'to' in said ? said.to : []));
  await lockComplaints(tx, [...changes.map(({ id }) => id), ...others]);
  const outcomes: BulkOutcome[] = [];
  for (const change of changes) outcomes.push(await onItsOwn(change));
  return outcomes;

  async function onItsOwn(change: ComplaintChange): Promise<BulkOutcome> {
    try {
      const complaint = await tx.transaction((savepoint) => handleCommand(command, change, body, savepoint));
      return { id: change.id, complaint };
    } catch (error) {
      // A refusal concerns this complaint only; any other error (the database goes away) ends the whole request.
      if (error instanceof Problem && error.kind !== 'unavailable') return { id: change.id, problem: error };
      throw error;
    }
  }
}

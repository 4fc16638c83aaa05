import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import type { Complaint, ComplaintRow } from '../complaint/complaint.ts';
import { type ComplaintChange, executeCommand, lockComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { assertMembership } from '../teams/membership.use-case.ts';
import { assignInTeam } from './assign-in-team.use-case.ts';

export interface AssignComplaint extends ComplaintChange {
  /** undefined: the next one in the team's rotation; null: back into the team's queue. */
  readonly assignee: string | null | undefined;
  readonly reason: string | undefined;
}

export async function assignComplaint({ assignee, reason, ...change }: AssignComplaint, tx: Tx): Promise<Complaint> {
  const complaint = await lockComplaint(change.id, tx);
  const chosen = assignee === undefined ? await nextInTeam(complaint, tx) : assignee;
  if (assignee) await assertMembership(complaint.team, assignee, tx);
  return executeCommand(change, { name: 'assign', assignee: chosen, reason }, tx);
}

async function nextInTeam({ team, ...complaint }: ComplaintRow, tx: Tx): Promise<string> {
  const { assignee } = await assignInTeam(tx, team, { ...complaint, skills: [] });
  if (assignee) return assignee;
  throw new RuleBroken('complaint.nobody-available', `Nobody of ${team} is there to take it: name somebody.`, { team });
}

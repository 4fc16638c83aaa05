import { RuleBroken } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { assignInTeam } from '../routing/assign-in-team.use-case.ts';
import { mustBelongTo } from '../routing/belong-to-team.use-case.ts';
import { type ComplaintChange, workOnComplaint } from './change-complaint.use-case.ts';
import type { Complaint, ComplaintRow } from './complaint.ts';
import { lockComplaint } from './lock-complaint.use-case.ts';

export interface AssignComplaint extends ComplaintChange {
  /** undefined: whoever's turn it is in the team; null: back into the team's queue. */
  readonly assignee: string | null | undefined;
  readonly reason: string | undefined;
}

export async function assignComplaint({ assignee, reason, ...change }: AssignComplaint, tx: Tx): Promise<Complaint> {
  const complaint = await lockComplaint(change.id, tx);
  const chosen = assignee === undefined ? await nextInTeam(complaint, tx) : assignee;
  if (assignee) await mustBelongTo(complaint.team, assignee, tx);
  return workOnComplaint(change, { name: 'assign', assignee: chosen, reason }, tx);
}

async function nextInTeam({ team, ...complaint }: ComplaintRow, tx: Tx): Promise<string> {
  const { assignee } = await assignInTeam(tx, team, { ...complaint, skills: [] });
  if (assignee) return assignee;
  throw new RuleBroken('complaint.nobody-available', `Nobody of ${team} is there to take it: name somebody.`, { team });
}

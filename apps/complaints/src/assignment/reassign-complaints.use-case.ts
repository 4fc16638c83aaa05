import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { Complaint } from '../complaint/complaint.ts';
import { changeLockedComplaints } from '../complaint/execute/change-complaint.use-case.ts';
import { hasOpenOfAssignee, lockOpenOfAssignee } from '../complaint/storage/locked-complaints.queries.ts';
import { routingRules } from '../policies/routing-rules/routing-rules.document.ts';
import { assignInTeams } from './assign-in-team.use-case.ts';

export interface ReassignComplaints {
  readonly team: string;
  readonly member: string;
  readonly kind: 'left' | 'away';
  readonly reason: string | null;
  readonly actor: Identity;
  readonly onBehalfOf: string | null;
  readonly limit: number;
}

export interface ReassignmentResult {
  readonly reassigned: number;
  readonly queued: number;
  /** Whether the person still has open complaints in the team. */
  readonly left: boolean;
}

/** Takes open complaints from a person and gives them to the rest of the team, or back to its queue. */
export async function reassignComplaints(command: ReassignComplaints, tx: Tx): Promise<ReassignmentResult> {
  const { team, member, kind, reason, actor, onBehalfOf, limit } = command;
  const rows = await lockOpenOfAssignee(tx, team, member, limit);
  if (rows.length === 0) return { reassigned: 0, queued: 0, left: await hasOpenOfAssignee(tx, team, member) };
  const { rules } = await routingRules.current(tx);
  const asked = new Map(rules.map(({ id, skills = [] }) => [id, skills]));
  const requests = rows.map((row) => ({ ...row, skills: (row.rule && asked.get(row.rule)) || [] }));
  const assigned = await assignInTeams(tx, requests);
  const assigneeOf = new Map([...assigned].map(([{ id }, { assignee }]) => [id, assignee]));
  const assign = ({ id }: Complaint) =>
    ({
      name: 'assign',
      assignee: assigneeOf.get(id) ?? null,
      reason: reason ?? undefined,
      how: `member_${kind}`,
    }) as const;
  await changeLockedComplaints(rows, { actor, onBehalfOf }, assign, tx);
  const queued = rows.length - assigned.size;
  return { reassigned: assigned.size, queued, left: await hasOpenOfAssignee(tx, team, member) };
}

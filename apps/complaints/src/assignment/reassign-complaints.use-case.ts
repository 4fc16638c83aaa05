import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { type Complaint, type ComplaintRow, system } from '../complaint/complaint.ts';
import {
  type ComplaintChange,
  changeLockedComplaints,
  executeCommand,
} from '../complaint/execute/change-complaint.use-case.ts';
import {
  hasOpenOfAssignee,
  hasOpenUnassigned,
  lockOpenOfAssignee,
  lockOpenUnassigned,
} from '../complaint/storage/locked-complaints.queries.ts';
import { routingRules } from '../policies/routing-rules/routing-rules.document.ts';
import { absenceOf } from '../teams/membership.use-case.ts';
import { type AssignmentResult, assignInTeams } from './assign-in-team.use-case.ts';

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
  const assigned = await chooseAssignees(rows, tx);
  const assign = ({ id }: Complaint) =>
    ({
      name: 'assign',
      assignee: assigned.get(id)?.assignee ?? null,
      reason: reason ?? undefined,
      how: `member_${kind}`,
    }) as const;
  await changeLockedComplaints(rows, { actor, onBehalfOf }, assign, tx);
  const queued = rows.length - assigned.size;
  return { reassigned: assigned.size, queued, left: await hasOpenOfAssignee(tx, team, member) };
}

/** A complaint that is open again does not stay with somebody who has left or is away. */
export async function reassignIfAbsent(
  complaint: Complaint,
  { actor, onBehalfOf }: Pick<ComplaintChange, 'actor' | 'onBehalfOf'>,
  tx: Tx,
): Promise<Complaint> {
  const { id, team, assignee: absent } = complaint;
  const absence = absent === null ? null : await absenceOf(team, absent, tx);
  if (absence === null) return complaint;
  const { assignee = null } = (await chooseAssignees([complaint], tx)).get(id) ?? {};
  const change = { id, expectedVersion: undefined, actor, onBehalfOf };
  return executeCommand(change, { name: 'assign', assignee, how: `member_${absence}` }, tx);
}

/** Deals out unassigned open complaints of the team, the most urgent first, at most `limit`. */
export async function dealOutQueue(team: string, limit: number, tx: Tx) {
  const rows = await lockOpenUnassigned(tx, team, limit);
  const assigned = await chooseAssignees(rows, tx);
  const dealt = rows.filter(({ id }) => assigned.has(id));
  const assign = ({ id }: Complaint) => {
    const { assignee = null, assignedBy } = assigned.get(id) ?? {};
    return { name: 'assign', assignee, how: assignedBy ?? undefined } as const;
  };
  if (dealt.length > 0) await changeLockedComplaints(dealt, { actor: system, onBehalfOf: null }, assign, tx);
  return { dealt: dealt.length, left: await hasOpenUnassigned(tx, team) };
}

/** The assignees by complaint, in the order of the rows; without an entry nobody is there. */
async function chooseAssignees(rows: readonly ComplaintRow[], tx: Tx): Promise<Map<string, AssignmentResult>> {
  if (rows.length === 0) return new Map();
  const { rules } = await routingRules.current(tx);
  const asked = new Map(rules.map(({ id, skills = [] }) => [id, skills]));
  const requests = rows.map((row) => ({ ...row, skills: (row.rule && asked.get(row.rule)) || [] }));
  return new Map([...(await assignInTeams(tx, requests))].map(([{ id }, result]) => [id, result]));
}

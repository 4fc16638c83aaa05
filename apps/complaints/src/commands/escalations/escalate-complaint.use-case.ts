import type { Tx } from '@harken/database';
import { FieldErrors, Invalid } from '@harken/errors';
import { assignInTeam } from '../../assignment/assign-in-team.use-case.ts';
import type { Complaint } from '../../complaint/complaint.ts';
import { escalateManually, type ManualEscalation } from '../../complaint/escalation/escalate-manually.ts';
import type { EscalationKind } from '../../complaint/escalation.ts';
import {
  type ComplaintChange,
  changeComplaint,
  lockComplaint,
} from '../../complaint/execute/change-complaint.use-case.ts';
import { findTeam } from '../../teams/team.queries.ts';

interface EscalationRequest {
  readonly kind: EscalationKind;
  readonly team?: string;
  readonly level?: number;
  readonly reason: string;
}

/** Escalates to a level of management, or to the next one in the rotation of another team. */
export async function escalateComplaint(
  change: ComplaintChange,
  request: EscalationRequest,
  tx: Tx,
): Promise<Complaint> {
  const { team, level } = toEscalationGoal(request);
  const { reason } = request;
  const wanted: ManualEscalation =
    team === undefined
      ? { kind: 'hierarchical', level, reason }
      : { kind: 'functional', team, assignee: await assigneeIn(team, change.id, tx), reason };
  return changeComplaint(change, (complaint, context) => escalateManually(complaint, wanted, context), tx);
}

async function assigneeIn(team: string, complaintId: string, tx: Tx): Promise<string | null> {
  const complaint = await lockComplaint(complaintId, tx);
  if (!(await findTeam(tx, team)))
    throw new Invalid('complaint.unknown-team', `There is no team ${team}.`, [
      { pointer: '/team', code: 'complaint.unknown-team', detail: `There is no team ${team}.` },
    ]);
  // If the complaint is with that team already, nobody is chosen: the decision refuses the command.
  if (team === complaint.team) return complaint.assignee;
  return (await assignInTeam(tx, team, { ...complaint, skills: [] })).assignee;
}

type EscalationGoal =
  | { readonly team: string; readonly level?: undefined }
  | { readonly team?: undefined; readonly level: number };

function toEscalationGoal({ kind, team, level }: EscalationRequest): EscalationGoal {
  if (kind === 'functional' && team !== undefined && level === undefined) return { team };
  if (kind === 'hierarchical' && level !== undefined && team === undefined) return { level };
  const [needed, other] = kind === 'functional' ? (['team', 'level'] as const) : (['level', 'team'] as const);
  const given = { team, level };
  const errors = new FieldErrors();
  errors.at(needed).addIf(given[needed] === undefined, 'required', `a ${kind} escalation needs it`);
  errors.at(other).addIf(given[other] !== undefined, 'not-allowed', `a ${kind} escalation has none`);
  throw new Invalid('request.invalid', `The goal does not fit the ${kind} escalation.`, errors.all);
}

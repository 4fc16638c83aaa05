import type { Tx } from '@harken/database';
import { Invalid } from '@harken/errors';
import { assignInTeam } from '../../assignment/assign-in-team.use-case.ts';
import type { Complaint } from '../../complaint/complaint.ts';
import { escalateManually } from '../../complaint/escalation/escalate-manually.ts';
import { type ComplaintChange, changeComplaint } from '../../complaint/execute/change-complaint.use-case.ts';
import { lockComplaint } from '../../complaint/execute/lock-complaint.use-case.ts';
import { findTeam } from '../../teams/team.queries.ts';

export interface EscalateComplaint extends ComplaintChange {
  readonly reason: string;
}

export const escalateToLevel = ({ reason, ...change }: EscalateComplaint, level: number, tx: Tx): Promise<Complaint> =>
  changeComplaint(
    change,
    (one, context) => escalateManually(one, { kind: 'hierarchical', level, reason }, context),
    tx,
  );

/** The next one in that team's rotation becomes the assignee. */
export async function escalateToTeam(
  { reason, ...change }: EscalateComplaint,
  team: string,
  tx: Tx,
): Promise<Complaint> {
  const complaint = await lockComplaint(change.id, tx);
  if (!(await findTeam(tx, team)))
    throw new Invalid('complaint.unknown-team', `There is no team ${team}.`, [
      { pointer: '/team', code: 'complaint.unknown-team', detail: `There is no team ${team}.` },
    ]);
  // If the complaint is with that team already, nobody is chosen: the decision refuses the command.
  const { assignee } = team === complaint.team ? complaint : await assignInTeam(tx, team, { ...complaint, skills: [] });
  const wanted = { kind: 'functional', team, assignee, reason } as const;
  return changeComplaint(change, (one, context) => escalateManually(one, wanted, context), tx);
}

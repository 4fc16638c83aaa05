import { Invalid } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import type { Complaint, ComplaintRow } from '../complaint/complaint.ts';
import { type ComplaintChange, workOnComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { lockComplaint } from '../complaint/execute/lock-complaint.use-case.ts';
import { textOf } from '../complaint/storage/complaint.queries.ts';
import { databaseTime } from '../complaint/storage/locked-complaints.queries.ts';
import { currentRules } from '../policies/routing-rules/routing-rules.queries.ts';
import { findTeam } from '../teams/team.queries.ts';
import { assignInTeam } from './assign-in-team.use-case.ts';
import { routeComplaints } from './route-complaints.use-case.ts';

export interface RerouteComplaint extends ComplaintChange {
  /** undefined: where the rules of today send it. */
  readonly team: string | undefined;
  readonly reason: string | undefined;
}

interface Way {
  readonly team: string;
  readonly assignee: string | null;
  readonly rule: string | null;
}

export async function rerouteComplaint({ team, reason, ...change }: RerouteComplaint, tx: Tx): Promise<Complaint> {
  const complaint = await lockComplaint(change.id, tx);
  const way = team === undefined ? await byRules(complaint, tx) : await byHand(complaint, team, tx);
  return workOnComplaint(change, { name: 'reroute', ...way, reason }, tx);
}

async function byRules(complaint: ComplaintRow, tx: Tx): Promise<Way> {
  const rules = await currentRules(tx);
  const said = { ...complaint, text: await textOf(tx, complaint.id), at: await databaseTime(tx) };
  const [way] = await routeComplaints([said], rules, tx);
  return way ?? { team: complaint.team, assignee: null, rule: null };
}

async function byHand(complaint: ComplaintRow, team: string, tx: Tx): Promise<Way> {
  if (!(await findTeam(tx, team)))
    throw new Invalid('complaint.unknown-team', `There is no team ${team}.`, [
      { pointer: '/team', code: 'complaint.unknown-team', detail: `There is no team ${team}.` },
    ]);
  const { assignee } = await assignInTeam(tx, team, { ...complaint, skills: [] });
  return { team, assignee, rule: null };
}

import { databaseTime, type Tx } from '@harken/database';
import { Invalid } from '@harken/errors';
import type { Complaint, ComplaintRow } from '../complaint/complaint.ts';
import { type ComplaintChange, executeCommand, lockComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { complaintText } from '../complaint/storage/complaint.queries.ts';
import { routingRules } from '../policies/routing-rules/routing-rules.document.ts';
import { findTeam } from '../teams/team.queries.ts';
import { assignInTeam } from './assign-in-team.use-case.ts';
import { routeComplaints } from './route-complaints.use-case.ts';

export interface RerouteComplaint extends ComplaintChange {
  /** undefined: the team that today's rules choose. */
  readonly team: string | undefined;
  readonly reason: string | undefined;
}

interface RouteTarget {
  readonly team: string;
  readonly assignee: string | null;
  readonly rule: string | null;
}

export async function rerouteComplaint({ team, reason, ...change }: RerouteComplaint, tx: Tx): Promise<Complaint> {
  const complaint = await lockComplaint(change.id, tx);
  const target = team === undefined ? await byRules(complaint, tx) : await toTeam(complaint, team, tx);
  return executeCommand(change, { name: 'reroute', ...target, reason }, tx);
}

async function byRules(complaint: ComplaintRow, tx: Tx): Promise<RouteTarget> {
  const rules = await routingRules.current(tx);
  const facts = { ...complaint, text: await complaintText(tx, complaint.id), at: await databaseTime(tx) };
  const [routed] = await routeComplaints([facts], rules, tx);
  if (!routed) throw new TypeError('One complaint has one route.');
  const { team, assignee, rule } = routed;
  return { team, assignee, rule };
}

async function toTeam(complaint: ComplaintRow, team: string, tx: Tx): Promise<RouteTarget> {
  if (!(await findTeam(tx, team)))
    throw new Invalid('complaint.unknown-team', `There is no team ${team}.`, [
      { pointer: '/team', code: 'complaint.unknown-team', detail: `There is no team ${team}.` },
    ]);
  const { assignee } = await assignInTeam(tx, team, { ...complaint, skills: [] });
  return { team, assignee, rule: null };
}

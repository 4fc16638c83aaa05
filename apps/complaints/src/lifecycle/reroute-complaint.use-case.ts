import { Invalid } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { assignInTeam } from '../routing/assign-in-team.use-case.ts';
import { routeComplaints } from '../routing/route-complaints.use-case.ts';
import { currentRules } from '../routing/routing-rules.queries.ts';
import { findTeam } from '../routing/team.queries.ts';
import { type ComplaintChange, workOnComplaint } from './change-complaint.use-case.ts';
import { textOf } from './complaint.queries.ts';
import { databaseTime } from './complaint.store.ts';
import type { Complaint, ComplaintRow } from './complaint.ts';
import { lockComplaint } from './lock-complaint.use-case.ts';

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

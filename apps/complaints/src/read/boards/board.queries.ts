import { TimeZone } from '@harken/service';
import type { DataSource } from 'typeorm';
import { loadDecisionContext } from '../../policies/response-policy/policy-context.queries.ts';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import { getTeam } from '../../teams/team.queries.ts';
import { runningClocksOf } from '../complaint-filter.queries.ts';
import { type BoardRow, boardOf, endOfDay } from './board.ts';
import { countsByLevel, managementAges, type WorklistRow } from './worklist-ages.ts';

// Overdue ones are not counted as due within the hour or today.
const countOpen = `
  SELECT c.status, c.severity, c.assignee, count(*)::int AS open,
         count(*) FILTER (WHERE next.due_at <= $2::timestamptz)::int AS overdue,
         count(*) FILTER (WHERE next.due_at > $2::timestamptz
                            AND next.due_at <= $2::timestamptz + interval '1 hour')::int AS "dueWithinHour",
         count(*) FILTER (WHERE next.due_at > $2::timestamptz AND next.due_at < $3::timestamptz)::int AS "dueToday",
         count(*) FILTER (WHERE EXISTS (SELECT FROM escalations e WHERE e.complaint_id = c.id AND e.closed_at IS NULL
                                           AND e.level IS NOT NULL))::int AS escalated
    FROM complaints c
    LEFT JOIN LATERAL (SELECT min(due_at) AS due_at FROM (${runningClocksOf('c.id')}) k) next ON true
   WHERE c.team = $1 AND c.ended_at IS NULL
   GROUP BY c.status, c.severity, c.assignee`;

/** Today is that of `asked`, else of the team's calendar, else of the company. */
export async function readBoard(
  db: DataSource,
  teamId: string,
  zones: { readonly asked: TimeZone | undefined; readonly company: TimeZone },
) {
  const [team, context] = await Promise.all([getTeam(db, teamId), loadDecisionContext(db.manager)]);
  const today = endOfDay(context.now, zones.asked ?? zoneOfCalendar(teamId, context) ?? zones.company);
  const rows = (await db.query(countOpen, [teamId, context.now, today])) as BoardRow[];
  return { at: context.now, todayEndsAt: today, ...boardOf(team, rows) };
}

/** The zone of the team's calendar; undefined without one. */
function zoneOfCalendar(teamId: string, { now, policyContext }: DecisionContext): TimeZone | undefined {
  const calendar = policyContext.calendars.get(policyContext.teamCalendars[teamId] ?? '');
  if (calendar?.kind !== 'business') return undefined;
  const { versions } = calendar;
  const version = versions.findLast(({ effectiveFrom }) => effectiveFrom <= now) ?? versions[0];
  return version && TimeZone.named(version.zone);
}

const ageOf = `CASE ${managementAges.map(({ age, below }) => (below ? `WHEN e.at > $1::timestamptz - interval '${below}' THEN '${age}'` : `ELSE '${age}'`)).join(' ')} END`;

const countWaiting = `
  SELECT e.level, ${ageOf} AS age, e.acknowledged_at IS NOT NULL AS acknowledged, count(*)::int AS count, min(e.at) AS oldest,
         count(*) FILTER (WHERE e.overdue_at IS NOT NULL)::int AS overdue
    FROM escalations e WHERE e.closed_at IS NULL AND e.level IS NOT NULL GROUP BY 1, 2, 3`;

/** The open escalations of each level, by age. */
export async function readWorklistCounts(db: DataSource) {
  const [{ now }] = (await db.query('SELECT clock_timestamp() AS now')) as [{ now: Date }];
  const rows = (await db.query(countWaiting, [now])) as WorklistRow[];
  return { at: now, levels: countsByLevel(rows, now) };
}

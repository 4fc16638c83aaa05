import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { draw, idOf, momentOf } from './fill-scores.ts';
import { withoutIndexes } from './without-indexes.ts';

// Of a hundred complaints three are open and the rest closed with an answer, as after a year of work.
const status = `CASE WHEN n % 100 = 0 THEN 'received' WHEN n % 100 = 1 THEN 'assigned' WHEN n % 100 = 2 THEN 'investigating' ELSE 'closed' END`;
const isOpen = 'n % 100 < 3';
const severity = `(ARRAY['critical', 'high', 'normal', 'normal', 'normal', 'low'])[1 + ${draw(5, 6)}]`;
const team = `(ARRAY['after-sales', 'customer-care', 'stores'])[1 + ${draw(6, 3)}]`;
const touchpoint = `'touchpoint-' || ${draw(7, 12)}`;
const channel = `(ARRAY['web', 'phone', 'email', 'shop', 'app'])[1 + ${draw(8, 5)}]`;
const rows = 'FROM generate_series($1::bigint, $2::bigint) AS n';

const complaints = `
  INSERT INTO complaints.complaints (id, number, version, cycle, status, severity, origin, customer_id, customer, segments,
         tier, touchpoint, channel, category, language, text, flags, team, assignee, occurred_at, opened_at,
         acknowledged_at, answered_at, ended_at)
  SELECT id, 'bench-' || n, 5, 1, status, severity, 'feedback', md5('customer-' || n % 50000)::uuid,
         'bench-' || n % 50000, '{family}', 'gold', touchpoint, channel, 'defect', 'en',
         'The keys did not fit and nobody called back for three days.', '{}', team, 'anna', opened_at, opened_at,
         CASE WHEN ended THEN opened_at + interval '1 hour' END, CASE WHEN ended THEN opened_at + interval '5 hours' END,
         CASE WHEN ended THEN opened_at + interval '2 days' END
    FROM (SELECT n, ${idOf(2)} AS id, ${status} AS status, NOT ${isOpen} AS ended, ${severity} AS severity, ${team} AS team,
                 ${touchpoint} AS touchpoint, ${channel} AS channel, date_trunc('milliseconds', ${momentOf(4)}) AS opened_at
            ${rows}) AS c`;

const answers = `
  INSERT INTO complaints.answers (id, complaint_id, cycle, kind, outcome, reasons, channel, text, by, sent_at)
  SELECT ${idOf(3)}, ${idOf(2)}, 1, 'answer', 'upheld', '{}', 'email', 'New keys are on their way.', 'anna',
         date_trunc('milliseconds', ${momentOf(4)}) + interval '5 hours'
    ${rows} WHERE NOT ${isOpen}`;

const clocks = `
  INSERT INTO complaints.clocks (complaint_id, cycle, clock, started_at, target, due_at, warn_at, effective_from,
         warned_at, breached_at, met_at, level, ladder, ladder_stopped, pauses, calendar, policy_version)
  SELECT c.id, 1, 'resolution', c.opened_at, 'P10D', c.opened_at + interval '10 days', c.opened_at + interval '8 days',
         c.opened_at, CASE WHEN c.ended_at IS NULL THEN c.opened_at + interval '8 days' END,
         CASE WHEN c.ended_at IS NULL THEN c.opened_at + interval '10 days' END, c.ended_at, 3, p.policy -> 'ladder', false, '[]', 'wall', p.version
    FROM (SELECT ${idOf(2)} AS id ${rows}) AS ids
    JOIN complaints.complaints c USING (id)
   CROSS JOIN (SELECT * FROM complaints.response_policies ORDER BY version DESC LIMIT 1) AS p`;

const escalations = `
  INSERT INTO complaints.escalations (id, complaint_id, cycle, clock, level, reason, at)
  SELECT ${idOf(4)}, c.id, 1, 'resolution', 3, 'clock_breached', c.opened_at + interval '12 days'
    FROM (SELECT n, ${idOf(2)} AS id ${rows}) AS ids
    JOIN complaints.complaints c USING (id) WHERE n % 1000 = 0`;

const record = `'{"latest": {"version": 5, "cycle": 1, "status": "closed", "openedAt": "2026-03-02T10:15:00.000Z"}, "complaintId": "",
  "answeredAt": {"1": "2026-03-02T15:15:00.000Z"}, "resolvedAt": {"1": "2026-03-04T10:15:00.000Z"}, "breaches": [],
  "acknowledgedAt": "2026-03-02T11:15:00.000Z", "escalations": {}}'::jsonb`;

const facts = `
  INSERT INTO analytics.complaint_facts (generation, complaint_id, record, opened_at, touchpoint, channel, category, severity,
         team, tier, segments, status, answered, resolved, acknowledge_ms, first_answer_ms, resolve_ms, breaches_acknowledge,
         breaches_first_response, breaches_resolution, escalations, highest_level, straight_to_management, reopens)
  SELECT 1, ${idOf(2)}, ${record}, date_trunc('milliseconds', ${momentOf(4)}), ${touchpoint}, ${channel}, 'defect', ${severity},
         ${team}, 'gold', '{family}', ${status}, NOT ${isOpen}, NOT ${isOpen},
         CASE WHEN NOT ${isOpen} THEN ${draw(9, 14_400_000)} END, CASE WHEN NOT ${isOpen} THEN ${draw(10, 86_400_000)} END,
         CASE WHEN NOT ${isOpen} THEN ${draw(11, 864_000_000)} END, (n % 50 = 0)::int, (n % 70 = 0)::int,
         (n % 1000 = 0)::int, ARRAY[(n % 50 = 0)::int, 0, (n % 1000 = 0)::int, 0, 0, 0, 0, 0, 0]::smallint[],
         CASE WHEN n % 1000 = 0 THEN 3 WHEN n % 50 = 0 THEN 1 ELSE 0 END, false, 0
    ${rows}`;

// What the triggers of the facts would have noted, had they been there.
const columns = `opened_at, touchpoint, channel, category, severity, team, tier, segments, campaign, status, answered, resolved,
  acknowledge_ms, first_answer_ms, resolve_ms, breaches_acknowledge, breaches_first_response, breaches_resolution,
  breaches_next_response, breaches_progress_update, breaches_first_resolution, breaches_regulatory, escalations,
  highest_level, straight_to_management, reopens, compensations, spent, handling_rated, handling_satisfied`;
const changes = `
  INSERT INTO analytics.complaint_changes (generation, sign, ${columns})
  SELECT generation, 1, ${columns} FROM analytics.complaint_facts
   WHERE complaint_id IN (SELECT ${idOf(2)} ${rows}) ORDER BY opened_at`;

const mostWaiting = 4_000;
const lookEveryMs = 1_000;

/** Until the service has added the changes to its cells. */
async function folded(client: Client): Promise<void> {
  for (let waiting = Number.POSITIVE_INFINITY; waiting >= mostWaiting; ) {
    await setTimeout(lookEveryMs);
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM analytics.complaint_changes');
    waiting = Number(rows[0]?.n);
  }
  // Small, as where changes come a few at a time and not millions at once.
  await client.query('VACUUM (FULL, ANALYZE) analytics.complaint_changes');
  await client.query('VACUUM ANALYZE analytics.complaint_cells');
}

/** Adds complaints from the `from`-th to the `to`-th, to the service that works them and to the one that counts them. */
export async function fillComplaints(client: Client, from: number, to: number): Promise<void> {
  const tables = ['complaints', 'answers', 'clocks', 'escalations'].map((table) => `complaints.${table}`);
  // Foreign keys and the guard of answers are true by construction; checking each row takes longer than making it.
  await client.query('SET session_replication_role = replica');
  await withoutIndexes(client, [...tables, 'analytics.complaint_facts'], async () => {
    for (const statement of [complaints, answers]) await client.query(statement, [from, to]);
    await client.query('ANALYZE complaints.complaints');
    for (const statement of [clocks, escalations, facts]) await client.query(statement, [from, to]);
  });
  await client.query(changes, [from, to]);
  await client.query('SET session_replication_role = DEFAULT');
  await folded(client);
}

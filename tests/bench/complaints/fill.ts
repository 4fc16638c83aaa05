import type { Client } from 'pg';
import { draw, firstDay, idOf } from '../reads/fill-scores.ts';
import { withoutIndexes } from '../reads/without-indexes.ts';
import { textCount, texts } from './texts.ts';

// Of a hundred complaints five are new, five assigned, one is late, and the rest closed with an answer. The open ones
// came in the last days, as work does; whoever changes the tables of complaints changes this.
const open = 'n % 20 < 2 OR n % 100 = 42';
const late = 'n % 100 = 42';
const status = `CASE WHEN n % 20 = 0 THEN 'received' WHEN n % 20 = 1 THEN 'assigned' WHEN ${late} THEN 'investigating' ELSE 'closed' END`;
const openedAt = `CASE WHEN ${open} THEN now() - ${draw(21, 4 * 86_400_000)} * interval '1 ms'
  ELSE ${firstDay} + ${draw(22, 300 * 86_400_000)} * interval '1 ms' END`;
const rows = 'FROM generate_series($1::bigint, $2::bigint) AS n';
export const complaintId = idOf(5);
export const customers = 50_000;
/** As many complaints have it as a page shows, at a million. */
export const rareWords = 20_011;
/** One in two hundred complaints has it. */
export const midWords = 200;
const words = `'rare' || ${draw(30, rareWords)} || ' mid' || ${draw(31, midWords)} || CASE WHEN NOT (${open}) AND n % 30 = 7 THEN ' demolition' ELSE '' END`;
const textOf = `${draw(29, textCount)}`;

const complaints = `
  INSERT INTO complaints.complaints (id, number, version, cycle, status, severity, origin, customer_id, customer, segments,
         tier, touchpoint, channel, category, language, text, flags, team, assignee, occurred_at, opened_at,
         acknowledged_at, answered_at, ended_at)
  SELECT id, 'B-2026-' || lpad(n::text, 7, '0'), CASE WHEN ended THEN 5 ELSE 1 END, 1, status,
         (ARRAY['critical', 'high', 'normal', 'normal', 'normal', 'low'])[1 + ${draw(23, 6)}], 'feedback',
         md5('customer-' || n % ${customers})::uuid, 'bench-' || n % ${customers}, '{family}', 'gold',
         'touchpoint-' || ${draw(24, 12)}, (ARRAY['web', 'phone', 'email', 'shop', 'app'])[1 + ${draw(25, 5)}],
         'category-' || ${draw(26, 40)}, t.language, t.text || ' ' || ${words},
         CASE WHEN n % 1000 = 0 THEN '{safety}' ELSE '{}' END::text[],
         (ARRAY['after-sales', 'customer-care', 'stores'])[1 + ${draw(27, 3)}],
         CASE WHEN status <> 'received' THEN 'person-' || ${draw(28, 60)} END, opened_at, opened_at,
         CASE WHEN ended THEN opened_at + interval '1 hour' END, CASE WHEN ended THEN opened_at + interval '5 hours' END,
         CASE WHEN ended THEN opened_at + interval '2 days' END
    FROM (SELECT n, ${complaintId} AS id, ${status} AS status, NOT (${open}) AS ended,
                 date_trunc('milliseconds', ${openedAt}) AS opened_at ${rows}) AS c
    JOIN bench_texts t ON t.nth = ${textOf}`;

const textWords = `
  INSERT INTO complaints.text_words (complaint_id, text_id, opened_at, words)
  SELECT c.id, c.id, c.opened_at,
         t.words || to_tsvector('english', ${words})
    FROM (SELECT n, ${complaintId} AS id ${rows}) ids JOIN complaints.complaints c USING (id) JOIN bench_texts t ON t.nth = ${textOf}`;

const answers = `
  INSERT INTO complaints.answers (id, complaint_id, cycle, kind, outcome, reasons, channel, text, by, sent_at)
  SELECT ${idOf(6)}, ${complaintId}, 1, 'answer', 'upheld', '{}', 'email', 'New keys are on their way.', 'anna',
         timestamptz '2026-06-01Z' ${rows} WHERE NOT (${open})`;

const clocks = `
  INSERT INTO complaints.clocks (complaint_id, cycle, clock, started_at, target, due_at, warn_at, effective_from,
         warned_at, breached_at, met_at, level, ladder, ladder_stopped, pauses, calendar, policy_version)
  SELECT c.id, 1, k.clock, c.opened_at, 'P10D', c.due_at, c.due_at - interval '1 hour', c.opened_at,
         CASE WHEN c.late THEN c.due_at END, CASE WHEN c.late THEN c.due_at END, c.ended_at, CASE WHEN c.late THEN 3 ELSE 0 END,
         p.policy -> 'ladder', c.late, '[]', 'wall', p.version
    FROM (SELECT c.*, n, ${late} AS late, CASE WHEN ${late} THEN now() - interval '1 hour' ELSE c.opened_at + interval '10 days' END AS due_at
            FROM (SELECT n, ${complaintId} AS id ${rows}) ids JOIN complaints.complaints c USING (id)) AS c
   CROSS JOIN (VALUES ('acknowledge'), ('resolution')) AS k (clock)
   CROSS JOIN (SELECT * FROM complaints.response_policies ORDER BY version DESC LIMIT 1) AS p`;

const history = `
  INSERT INTO complaints.history (complaint_id, version, at, actor, action, reason, "to")
  SELECT ${complaintId}, k.version, timestamptz '2026-06-01Z', 'bench', k.action, k.reason, k.status
    ${rows} CROSS JOIN (VALUES (1, 'open', 'fallback team', 'customer-care'), (2, 'close', NULL, 'closed')) AS k (version, action, reason, status)`;

/** Texts that were cut once, by the code that cuts them when a complaint is opened. */
export async function layTexts(client: Client): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS bench_texts AS
     SELECT nth, language, text, to_tsvector('english', words) || ngrams::tsvector AS words
       FROM jsonb_to_recordset($1) AS t (nth int, language text, text text, words text, ngrams text)`,
    [JSON.stringify(texts)],
  );
  await client.query('ANALYZE bench_texts');
}

/** Adds the complaints from the `from`-th to the `to`-th, as the service would have written them. */
export async function fillComplaints(client: Client, from: number, to: number): Promise<void> {
  const tables = ['complaints', 'text_words', 'answers', 'clocks', 'history'].map((table) => `complaints.${table}`);
  // Foreign keys and the guard of answers are true by construction; checking each row takes longer than making it.
  await client.query('SET session_replication_role = replica');
  await withoutIndexes(client, tables, async () => {
    await client.query(complaints, [from, to]);
    await client.query('ANALYZE complaints.complaints');
    for (const statement of [textWords, answers, clocks, history]) await client.query(statement, [from, to]);
  });
  await client.query('SET session_replication_role = DEFAULT');
}

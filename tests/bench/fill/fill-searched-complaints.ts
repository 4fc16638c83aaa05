import type { Client } from 'pg';
import { fillTables, insertAnswers, insertClocks, insertComplaints, workedColumns } from './complaint-rows.ts';
import { draw, firstDay, idOf, insertInto, rows } from './generated-rows.ts';
import { textCount, texts } from './texts.ts';

// Of a hundred complaints five are new, five assigned, one is late, and the rest closed with an answer. The open ones
// came in the last days, as work does.
const open = 'n % 20 < 2 OR n % 100 = 42';
const late = 'n % 100 = 42';
const status = `CASE WHEN n % 20 = 0 THEN 'received' WHEN n % 20 = 1 THEN 'assigned' WHEN ${late} THEN 'investigating' ELSE 'closed' END`;
const openedAt = `date_trunc('milliseconds', CASE WHEN ${open} THEN now() - ${draw(21, 4 * 86_400_000)} * interval '1 ms'
  ELSE ${firstDay} + ${draw(22, 300 * 86_400_000)} * interval '1 ms' END)`;
const complaintId = idOf(5);
/** As many complaints have it as a page shows, at a million. */
export const rareWords = 20_011;
/** One in two hundred complaints has it. */
export const midWords = 200;
const words = `'rare' || ${draw(30, rareWords)} || ' mid' || ${draw(31, midWords)} || CASE WHEN NOT (${open}) AND n % 30 = 7 THEN ' demolition' ELSE '' END`;
const textJoin = `JOIN bench_texts t ON t.nth = ${draw(29, textCount)}`;
const filled = `(SELECT n, ${complaintId} AS id ${rows}) ids JOIN complaints.complaints c USING (id)`;

const complaints = insertComplaints(
  {
    ...workedColumns(23),
    number: `'B-2026-' || lpad(n::text, 7, '0')`,
    version: 'CASE WHEN ended THEN 5 ELSE 1 END',
    category: `'category-' || ${draw(27, 40)}`,
    language: 't.language',
    text: `t.text || ' ' || ${words}`,
    flags: `CASE WHEN n % 1000 = 0 THEN '{safety}' ELSE '{}' END::text[]`,
    assignee: `CASE WHEN status <> 'received' THEN 'person-' || ${draw(28, 60)} END`,
  },
  `FROM (SELECT n, ${complaintId} AS id, ${status} AS status, NOT (${open}) AS ended, ${openedAt} AS opened_at ${rows}) AS c
   ${textJoin}`,
);

const textWords = insertInto(
  'complaints.text_words',
  {
    ...{ complaint_id: 'c.id', text_id: 'c.id', opened_at: 'c.opened_at' },
    words: `t.words || to_tsvector('english', ${words})`,
  },
  `FROM ${filled} ${textJoin}`,
);

const answers = insertAnswers(
  `FROM (SELECT ${idOf(6)} AS answer_id, ${complaintId} AS id ${rows} WHERE NOT (${open})) AS a`,
);

const clocks = insertClocks(
  {
    ...{ clock: 'k.clock', warned_at: 'broken_at', breached_at: 'broken_at', met_at: 'c.ended_at' },
    ...{ level: 'CASE WHEN late THEN 3 ELSE 0 END', ladder_stopped: 'late' },
  },
  `FROM (SELECT c.*, due_at, late, CASE WHEN late THEN due_at END AS broken_at
           FROM ${filled}, LATERAL (SELECT ${late} AS late) l,
                LATERAL (SELECT CASE WHEN late THEN now() - interval '1 hour' ELSE c.opened_at + interval '10 days' END AS due_at) d) AS c
   CROSS JOIN (VALUES ('acknowledge'), ('resolution')) AS k (clock)`,
);

const history = insertInto(
  'complaints.history',
  {
    ...{ complaint_id: complaintId, version: 'k.version', at: `timestamptz '2026-06-01Z'`, actor: `'bench'` },
    ...{ action: 'k.action', reason: 'k.reason', '"to"': 'k.status' },
  },
  `${rows} CROSS JOIN (VALUES (1, 'open', 'fallback team', 'customer-care'), (2, 'close', NULL, 'closed')) AS k (version, action, reason, status)`,
);

/** Texts that were cut once, by the code that cuts them when a complaint is opened. */
export async function createTexts(client: Client): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS bench_texts AS
     SELECT nth, language, text, to_tsvector('english', words) || ngrams::tsvector AS words
       FROM jsonb_to_recordset($1) AS t (nth int, language text, text text, words text, ngrams text)`,
    [JSON.stringify(texts)],
  );
  await client.query('ANALYZE bench_texts');
}

/** Adds the complaints from the `from`-th to the `to`-th, as the service would have written them. */
export async function fillSearchedComplaints(client: Client, from: number, to: number): Promise<void> {
  const tables = ['complaints', 'text_words', 'answers', 'clocks', 'history'].map((table) => `complaints.${table}`);
  await fillTables(client, tables, [complaints, textWords, answers, clocks, history], from, to);
}

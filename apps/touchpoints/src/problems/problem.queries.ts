import { managerOf, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import { complaintFits } from './fits.queries.ts';
import { ProblemTable } from './problem.table.ts';
import type { Problem } from './problem.ts';
import type { TraitCounts } from './shared-traits.ts';

export interface ProblemFilter {
  readonly state?: readonly string[] | undefined;
  readonly touchpoint?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  readonly product?: readonly string[] | undefined;
  readonly location?: readonly string[] | undefined;
  readonly campaign?: readonly string[] | undefined;
  readonly factor?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly cause?: readonly string[] | undefined;
}

export async function findProblem(reader: Reader, id: string): Promise<Problem> {
  const problem = await managerOf(reader).findOneBy(ProblemTable, { id });
  if (!problem) throw new NotFound('problem', id);
  return problem;
}

const filtered = ['state', 'category', 'product', 'location', 'campaign', 'factor', 'owner', 'cause'] as const;

/** Newest first. A touchpoint finds the problems of all above it, too. */
export function listProblems(
  reader: Reader,
  filter: ProblemFilter,
  before: string | null,
  limit: number,
): Promise<Problem[]> {
  const query = managerOf(reader)
    .createQueryBuilder(ProblemTable, 'p')
    .orderBy('p.id', 'DESC')
    .limit(limit + 1);
  if (before !== null) query.andWhere('p.id < :before', { before });
  for (const name of filtered)
    if (filter[name] !== undefined) query.andWhere(`p.${name} = ANY(:${name})`, { [name]: filter[name] });
  if (filter.touchpoint !== undefined)
    query.andWhere('(p.touchpoints && :touchpoint::text[])', { touchpoint: filter.touchpoint });
  return query.getMany();
}

export interface LinkedComplaint {
  readonly id: string;
  readonly number: string;
  readonly openedAt: Date;
  readonly severity: string;
}

export interface ProblemParts {
  readonly complaints: { readonly count: number; readonly items: readonly LinkedComplaint[] };
  readonly feedback: { readonly count: number; readonly items: readonly string[] };
  readonly messages: {
    readonly prepared: number;
    readonly requested: number;
    readonly sent: number;
    readonly failed: number;
  };
  readonly answers: { readonly n: number; readonly better: number; readonly same: number; readonly worse: number };
  readonly history: readonly {
    readonly at: string;
    readonly action: string;
    readonly by: string;
    readonly note: string | null;
  }[];
}

const shownItems = 100;

const readParts = `
  SELECT json_build_object(
           'count', (SELECT count(*) FROM counted_complaints c WHERE c.problem_id = $1),
           'items', (SELECT coalesce(json_agg(c ORDER BY c."openedAt" DESC, c.id), '[]') FROM (
              SELECT complaint_id AS id, number, opened_at AS "openedAt", severity FROM counted_complaints
               WHERE problem_id = $1 ORDER BY opened_at DESC, complaint_id LIMIT ${shownItems}) c)) AS complaints,
         json_build_object(
           'count', (SELECT count(*) FROM poor_feedback f WHERE f.problem_id = $1),
           'items', (SELECT coalesce(json_agg(f.feedback_id), '[]') FROM (
              SELECT feedback_id FROM poor_feedback WHERE problem_id = $1
               ORDER BY occurred_at DESC, feedback_id LIMIT ${shownItems}) f)) AS feedback,
         (SELECT json_build_object(
           'prepared', count(*) FILTER (WHERE requested_at IS NULL),
           'requested', count(*) FILTER (WHERE requested_at IS NOT NULL),
           'sent', count(*) FILTER (WHERE sent_at IS NOT NULL AND failure IS NULL),
           'failed', count(*) FILTER (WHERE failure IS NOT NULL)) FROM problem_messages WHERE problem_id = $1) AS messages,
         (SELECT json_build_object(
           'n', count(*),
           'better', count(*) FILTER (WHERE verdict = 'better'),
           'same', count(*) FILTER (WHERE verdict = 'same'),
           'worse', count(*) FILTER (WHERE verdict = 'worse')) FROM problem_answers WHERE problem_id = $1) AS answers,
         (SELECT coalesce(json_agg(json_build_object('at', h.at, 'action', h.action, 'by', h.by, 'note', h.note)
                                   ORDER BY h.version), '[]') FROM problem_history h WHERE h.problem_id = $1) AS history`;

export async function problemParts(reader: Reader, id: string): Promise<ProblemParts> {
  const [parts] = (await reader.query(readParts, [id])) as [ProblemParts];
  const items = parts.complaints.items.map((item) => ({ ...item, openedAt: new Date(item.openedAt) }));
  const history = parts.history.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
  return { ...parts, complaints: { ...parts.complaints, items }, history };
}

/** Complaints that fit the problem and were opened since. */
export async function observedSince(
  reader: Reader,
  id: string,
  since: Date,
  until: Date | null = null,
): Promise<number> {
  const [row] = (await reader.query(
    `SELECT count(*)::int AS n FROM problems p JOIN counted_complaints c ON c.opened_at >= $2 AND ${complaintFits}
      WHERE p.id = $1 AND c.opened_at <= coalesce($3::timestamptz, 'infinity')`,
    [id, since, until],
  )) as [{ n: number }];
  return row.n;
}

// Each trait of the linked complaints against the others of the same time, with the numbers that a test needs.
const readTraits = `
  WITH problem AS (SELECT window_from FROM problems WHERE id = $1),
  seen AS (SELECT c.*, c.problem_id IS NOT DISTINCT FROM $1::uuid AS linked FROM counted_complaints c, problem
            WHERE c.counts AND c.opened_at >= problem.window_from - interval '365 days'),
  traits AS (
    SELECT linked, trait, value FROM seen, LATERAL (
      SELECT 'category', category UNION ALL SELECT 'touchpoint', touchpoint UNION ALL SELECT 'product', product
      UNION ALL SELECT 'location', location UNION ALL SELECT 'campaign', campaign UNION ALL SELECT 'channel', channel
      UNION ALL SELECT 'tier', tier UNION ALL SELECT 'stage', stage UNION ALL SELECT 'language', language
      UNION ALL SELECT 'segment', unnest(segments)) t (trait, value)
     WHERE value IS NOT NULL)
  SELECT trait, value, count(*) FILTER (WHERE linked)::int AS a, count(*) FILTER (WHERE NOT linked)::int AS b,
         (SELECT count(*) FILTER (WHERE linked)::int FROM seen) AS n, (SELECT count(*) FILTER (WHERE NOT linked)::int FROM seen) AS m
    FROM traits GROUP BY trait, value HAVING count(*) FILTER (WHERE linked) > 0`;

export const traitCounts = (reader: Reader, id: string): Promise<TraitCounts[]> => reader.query(readTraits, [id]);

import type { DataSource } from 'typeorm';
import { parseSearch, type SearchTerm } from '../text/search-terms.ts';
import type { ComplaintWhere } from './where.queries.ts';

/**
 * How a search reads. peek and first: scan the first complaints in the order, a few or many. few: collect the texts
 * that match, and return nothing if there are too many. all: collect every match. any: as the planner chooses. Left
 * alone, the planner walks the list whenever it takes the words for common. It knows how many texts match, but not that
 * all of those are old: then it walks through everything.
 */
export type SearchStrategy = 'peek' | 'few' | 'first' | 'all' | 'any';

const maxGathered = 10_000;
const maxScanned = 20_000;
/** Enough for a page if one complaint in ten matches, and cheap if matches are rare. */
const maxPeeked = 500;

type ParameterList = Pick<ComplaintWhere, 'value'>;

function selectTextsWith(values: ParameterList, terms: readonly SearchTerm[], join: string): string {
  const queries = terms.map((term) =>
    'words' in term
      ? `phraseto_tsquery('english', ${values.value(term.words)})`
      : `${values.value(term.lexemes)}::tsquery`,
  );
  return `SELECT w.complaint_id, w.opened_at FROM text_words w WHERE w.words @@ (${queries.join(join)})`;
}

export function andSearch(where: ComplaintWhere, q: string, strategy: SearchStrategy): void {
  const { all, none } = parseSearch(q);
  const texts = selectTextsWith(where, all, ' && ');
  if (none.length > 0) where.and(`EXISTS (${selectTextsWith(where, none, ' || ')} AND w.complaint_id = c.id)`, false);
  if (strategy === 'any') where.and(`c.id IN (SELECT w.complaint_id FROM (${texts}) w)`);
  else if (strategy === 'first' || strategy === 'peek')
    where.postFilter = `EXISTS (${texts} AND w.complaint_id = c.id OFFSET 0)`;
  else {
    const limit = strategy === 'few' ? `LIMIT ${maxGathered + 1}` : '';
    where.ctes = `
      WITH found AS MATERIALIZED (${texts} ${limit}),
           once AS MATERIALIZED (SELECT complaint_id AS id, min(opened_at) AS opened_at FROM found
                                  ${strategy === 'few' ? `WHERE (SELECT count(*) FROM found) <= ${maxGathered}` : ''}
                                  GROUP BY complaint_id)`;
  }
}

/** Whether complaints are looked up by the ids that were collected. */
export const isGathered = (strategy: SearchStrategy): boolean => strategy === 'few' || strategy === 'all';

/** How many complaints are scanned for a page of `limit`. */
export function scanLimitOf(strategy: SearchStrategy, where: ParameterList, limit: number): string {
  if (strategy === 'peek') return String(maxPeeked);
  return strategy === 'first' ? String(maxScanned) : where.value(limit);
}

interface SearchReader<Row> {
  /** Whether no other filter applies: a filter that few pass would make the scan long. */
  readonly scansAll: boolean;
  read(strategy: SearchStrategy): Promise<Row[]>;
  /** The query without the search, in the order, from the cursor on: a SELECT without a limit. */
  others(): { readonly sql: string; readonly values: unknown[] };
}

/** Reads a page of a search, by the cheapest strategy that fills it. */
export async function searchComplaints<Row>(
  db: DataSource,
  q: string,
  limit: number,
  { scansAll, read, others }: SearchReader<Row>,
): Promise<Row[]> {
  const peeked = scansAll ? await read('peek') : [];
  if (peeked.length >= limit) return peeked;
  const few = await read('few');
  if (few.length > 0 || (await hasFewMatches(db, q))) return few;
  const first = await read('first');
  return first.length >= limit || (await isCompleteScan(db, others())) ? first : read('all');
}

/** Whether the scan covered every complaint. */
async function isCompleteScan(
  db: DataSource,
  { sql, values }: ReturnType<SearchReader<unknown>['others']>,
): Promise<boolean> {
  const counted = `SELECT count(*) < ${maxScanned} AS all FROM (${sql} LIMIT ${maxScanned}) c`;
  const [row] = (await db.query(counted, values)) as { all: boolean }[];
  return row?.all ?? false;
}

async function hasFewMatches(db: DataSource, q: string): Promise<boolean> {
  const values: unknown[] = [];
  const texts = selectTextsWith({ value: (value) => `$${values.push(value)}` }, parseSearch(q).all, ' && ');
  const sql = `SELECT count(*) <= ${maxGathered} AS few FROM (${texts} LIMIT ${maxGathered + 1}) w`;
  const [row] = (await db.query(sql, values)) as { few: boolean }[];
  return row?.few ?? true;
}

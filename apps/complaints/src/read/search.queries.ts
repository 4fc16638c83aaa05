import type { DataSource } from 'typeorm';
import { parseSearch, type Term } from '../text/search-terms.ts';
import type { Conditions } from './conditions.queries.ts';

/**
 * Where a search looks. peek and first: into the texts of the first complaints in the order, a few of them or many. few:
 * gathers the texts that have the words, and gives nothing when there are too many. all: gathers whatever there is. any: as
 * the planner likes.
 *
 * The planner alone would walk through the list wherever it takes the words for common. It knows how many texts have them,
 * but not that all of those are old: then it walks through everything.
 */
export type Reach = 'peek' | 'few' | 'first' | 'all' | 'any';

const mostGathered = 10_000;
const firstOnes = 20_000;
/** Enough for a page of what one complaint in ten says, and no loss for what is rare. */
const peekedAt = 500;

type Values = Pick<Conditions, 'value'>;

function textsWith(values: Values, terms: readonly Term[], join: string): string {
  const queries = terms.map((term) =>
    'words' in term
      ? `phraseto_tsquery('english', ${values.value(term.words)})`
      : `${values.value(term.lexemes)}::tsquery`,
  );
  return `SELECT w.complaint_id, w.opened_at FROM text_words w WHERE w.words @@ (${queries.join(join)})`;
}

export function holdSearch(conditions: Conditions, q: string, reach: Reach): void {
  const { all, none } = parseSearch(q);
  const texts = textsWith(conditions, all, ' && ');
  if (none.length > 0)
    conditions.hold(`EXISTS (${textsWith(conditions, none, ' || ')} AND w.complaint_id = c.id)`, false);
  if (reach === 'any') conditions.hold(`c.id IN (SELECT w.complaint_id FROM (${texts}) w)`);
  else if (reach === 'first' || reach === 'peek')
    conditions.late = `EXISTS (${texts} AND w.complaint_id = c.id OFFSET 0)`;
  else {
    const limit = reach === 'few' ? `LIMIT ${mostGathered + 1}` : '';
    conditions.prelude = `
      WITH found AS MATERIALIZED (${texts} ${limit}),
           once AS MATERIALIZED (SELECT complaint_id AS id, min(opened_at) AS opened_at FROM found
                                  ${reach === 'few' ? `WHERE (SELECT count(*) FROM found) <= ${mostGathered}` : ''}
                                  GROUP BY complaint_id)`;
  }
}

/** Whether complaints are looked up one by one out of what was gathered. */
export const isGathered = (reach: Reach): boolean => reach === 'few' || reach === 'all';

/** How many are looked at for a page of `limit`. */
export function amongOf(reach: Reach, conditions: Values, limit: number): string {
  if (reach === 'peek') return String(peekedAt);
  return reach === 'first' ? String(firstOnes) : conditions.value(limit);
}

interface Ways<Row> {
  /** Whether every complaint of the list is looked at: another filter may let through so few that they are far to seek. */
  readonly everyOne: boolean;
  read(reach: Reach): Promise<Row[]>;
  /** Complaints that hold everything but the search, in the order, from the cursor on: a SELECT without a limit. */
  others(): { readonly sql: string; readonly values: unknown[] };
}

/** Reads a page of a search. */
export async function searchBy<Row>(
  db: DataSource,
  q: string,
  limit: number,
  { everyOne, read, others }: Ways<Row>,
): Promise<Row[]> {
  const peeked = everyOne ? await read('peek') : [];
  if (peeked.length >= limit) return peeked;
  const few = await read('few');
  if (few.length > 0 || (await areFew(db, q))) return few;
  const first = await read('first');
  return first.length >= limit || (await wereAll(db, others())) ? first : read('all');
}

/** Whether the first ones are all there are. */
async function wereAll(db: DataSource, { sql, values }: ReturnType<Ways<unknown>['others']>): Promise<boolean> {
  const counted = `SELECT count(*) < ${firstOnes} AS all FROM (${sql} LIMIT ${firstOnes}) c`;
  const [row] = (await db.query(counted, values)) as { all: boolean }[];
  return row?.all ?? false;
}

async function areFew(db: DataSource, q: string): Promise<boolean> {
  const values: unknown[] = [];
  const texts = textsWith({ value: (value) => `$${values.push(value)}` }, parseSearch(q).all, ' && ');
  const sql = `SELECT count(*) <= ${mostGathered} AS few FROM (${texts} LIMIT ${mostGathered + 1}) w`;
  const [row] = (await db.query(sql, values)) as { few: boolean }[];
  return row?.few ?? true;
}

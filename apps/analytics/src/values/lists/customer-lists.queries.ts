import type { CustomerList } from '@harken/contracts';
import { type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import { bindParameters } from '../../figures/group-columns.queries.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import type { CustomerExperience, CustomerValue, Reason } from '../standing/customer-standing.ts';
import type { CustomerListEntryDto } from './customer-lists.dto.ts';

interface EntryRow {
  readonly id: string;
  readonly list: CustomerList;
  readonly customerId: string;
  readonly externalId: string | null;
  readonly segments: string[] | null;
  readonly tier: string | null;
  readonly stage: string | null;
  readonly since: Date;
  readonly leftAt: Date | null;
  readonly value: CustomerValue | null;
  readonly experience: CustomerExperience | null;
  readonly reasons: readonly Reason[];
  readonly contactedAt: Date | null;
  readonly contactedBy: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly rank: number;
  readonly version: number;
}

const columns = `e.id, e.list, e.customer_id AS "customerId", c.external_id AS "externalId", c.segments, c.tier, c.stage,
  e.since, e.left_at AS "leftAt", e.value, e.experience, e.reasons, e.contacted_at AS "contactedAt",
  e.contacted_by AS "contactedBy", e.outcome, e.note, e.rank, e.version`;
const entries = `customer_list_entries e
  LEFT JOIN customers c ON c.generation = ${currentGeneration} AND c.customer_id = e.customer_id`;

const selectEntry = sql<EntryRow>(`SELECT ${columns} FROM ${entries} WHERE e.list = $1 AND e.id = $2 FOR UPDATE OF e`);
const selectOfCustomer = sql<EntryRow>(`
  SELECT ${columns} FROM ${entries} WHERE e.customer_id = $1 AND e.left_at IS NULL ORDER BY e.list`);

export interface ListFilter {
  readonly segment?: readonly string[] | undefined;
  readonly tier?: readonly string[] | undefined;
  readonly customerStage?: readonly string[] | undefined;
  readonly contacted?: boolean | undefined;
}

/** The most valuable first. `after` is the rank and id of the last one before. */
export function listEntries(
  reader: Reader,
  list: CustomerList,
  { segment, tier, customerStage, contacted }: ListFilter,
  after: readonly [rank: number, id: string] | undefined,
  limit: number,
): Promise<EntryRow[]> {
  const { values, bind } = bindParameters(list);
  const where = ['e.list = $1', 'e.left_at IS NULL'];
  if (segment) {
    const wanted = `${bind(segment)}::text[]`;
    where.push(`(c.segments && ${wanted} OR (cardinality(c.segments) = 0 AND '' = ANY (${wanted})))`);
  }
  if (tier) where.push(`coalesce(c.tier, '') = ANY (${bind(tier)}::text[])`);
  if (customerStage) where.push(`coalesce(c.stage, '') = ANY (${bind(customerStage)}::text[])`);
  if (contacted !== undefined) where.push(`e.contacted_at IS ${contacted ? 'NOT NULL' : 'NULL'}`);
  if (after) {
    const [rank, id] = [bind(after[0]), bind(after[1])];
    where.push(`(e.rank < ${rank}::float8 OR (e.rank = ${rank}::float8 AND e.id > ${id}::uuid))`);
  }
  return reader.query(
    `SELECT ${columns} FROM ${entries} WHERE ${where.join(' AND ')} ORDER BY e.rank DESC, e.id LIMIT ${bind(limit)}`,
    values,
  );
}

export async function lockEntry(reader: Reader, list: CustomerList, id: string): Promise<EntryRow> {
  const [row] = await selectEntry.query(reader, [list, id]);
  if (!row) throw new NotFound('customer-list-entry', id);
  return row;
}

export const entriesOf = (reader: Reader, customerId: string): Promise<EntryRow[]> =>
  selectOfCustomer.query(reader, [customerId]);

export const entryDto = (row: EntryRow): CustomerListEntryDto => ({
  id: row.id,
  list: row.list,
  customer: {
    id: row.customerId,
    externalId: row.externalId ?? `id:${row.customerId}`,
    segments: row.segments ?? [],
    tier: row.tier,
    stage: row.stage,
  },
  since: row.since,
  leftAt: row.leftAt,
  value: row.value,
  experience: row.experience,
  reasons: row.reasons.map(({ code, evidence }) => ({ code, evidence: [...evidence] })),
  contacted:
    row.contactedAt === null
      ? null
      : { at: row.contactedAt, by: row.contactedBy ?? '', outcome: row.outcome ?? '', note: row.note },
});

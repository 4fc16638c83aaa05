import type { CompensationKind, CompensationStatus } from '@harken/contracts';
import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import type { Amount } from '../policies/compensation-limits/compensation-limits.ts';
import { type CompensationRow, CompensationTable } from './compensation.table.ts';
import { amountOf } from './compensation.ts';
import type { StatusSum } from './compensation-totals.ts';

type CompensationReader = DataSource | EntityManager;

export type CompensationView = Omit<CompensationRow, 'minor' | 'currency' | 'stepAt'> & {
  readonly amount: Amount | null;
};

export interface CompensationFilter {
  readonly status?: readonly CompensationStatus[];
  readonly kind?: readonly CompensationKind[];
  readonly customer?: string;
  readonly complaint?: string;
  readonly overdue?: boolean;
  readonly management?: boolean;
}

const selectCompensations = (db: CompensationReader) =>
  db.createQueryBuilder().from(CompensationTable, 'x').select('x');

export async function getCompensation(db: CompensationReader, id: string): Promise<CompensationView> {
  const row = await selectCompensations(db).where('x.id = :id', { id }).getOne();
  if (!row) throw new NotFound('compensation', id);
  return toView(row);
}

const overdue = "x.status IN ('approved', 'fulfilment_failed') AND x.fulfil_by <= now()";

/** Newest first: new ones are added before the first page, so later pages do not move. */
export async function listCompensations(
  db: CompensationReader,
  filter: CompensationFilter,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<CompensationView[]> {
  const query = selectCompensations(db);
  if (filter.status) query.andWhere('x.status = ANY(:status)', { status: filter.status });
  if (filter.kind) query.andWhere('x.kind = ANY(:kind)', { kind: filter.kind });
  if (filter.customer) query.andWhere('x.customer = :customer', { customer: filter.customer });
  if (filter.complaint) query.andWhere('x.complaint_id = :complaint', { complaint: filter.complaint });
  if (filter.management !== undefined) query.andWhere('x.management = :management', { management: filter.management });
  if (filter.overdue !== undefined) query.andWhere(filter.overdue ? overdue : `(${overdue}) IS NOT TRUE`);
  if (after) query.andWhere('(x.proposed_at, x.id) < (:at::timestamptz, :id::uuid)', { at: after[0], id: after[1] });
  const rows = await query.orderBy('x.proposedAt', 'DESC').addOrderBy('x.id', 'DESC').limit(limit).getMany();
  return rows.map(toView);
}

/** Sums per status and currency. */
export async function compensationTotals(
  db: CompensationReader,
  { customer, complaint }: { readonly customer: string | undefined; readonly complaint: string | undefined },
): Promise<StatusSum[]> {
  return db.query(
    `SELECT status, currency, coalesce(sum(minor), 0)::float8 AS minor, count(*)::int AS count FROM compensations
      WHERE ($1::text IS NULL OR customer = $1) AND ($2::uuid IS NULL OR complaint_id = $2)
      GROUP BY status, currency ORDER BY currency NULLS LAST, status`,
    [customer ?? null, complaint ?? null],
  );
}

function toView({ minor, currency, stepAt: _stepAt, ...row }: CompensationRow): CompensationView {
  return { ...row, amount: amountOf({ minor, currency }) };
}

import type { CompensationStatus } from '@harken/contracts';
import { CommitSignal, millisecondsUntil } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { PageQuery } from '@harken/service';
import type { DataSource, EntityManager } from 'typeorm';
import type { Amount } from '../policies/compensation-limits/compensation-limits.ts';
import type { CompensationQuery } from './compensation.dto.ts';
import { type CompensationRow, CompensationTable } from './compensation.table.ts';
import { amountOf, awaitsFulfilment } from './compensation.ts';

type CompensationReader = DataSource | EntityManager;

export type CompensationView = Omit<CompensationRow, 'minor' | 'currency' | 'stepAt'> & {
  readonly amount: Amount | null;
};

type CompensationFilter = Omit<CompensationQuery, keyof PageQuery>;

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
  if (filter.customer)
    query.andWhere('x.customer = ANY(current_customers(:customer::text[]))', { customer: filter.customer });
  if (filter.complaint) query.andWhere('x.complaint_id = ANY(:complaint)', { complaint: filter.complaint });
  if (filter.management !== undefined) query.andWhere('x.management = :management', { management: filter.management });
  if (filter.overdue !== undefined) query.andWhere(filter.overdue ? overdue : `(${overdue}) IS NOT TRUE`);
  if (after) query.andWhere('(x.proposed_at, x.id) < (:at::timestamptz, :id::uuid)', { at: after[0], id: after[1] });
  const rows = await query.orderBy('x.proposedAt', 'DESC').addOrderBy('x.id', 'DESC').limit(limit).getMany();
  return rows.map(toView);
}

interface CompensationSum {
  /** null: without an amount. */
  readonly currency: string | null;
  readonly minor: number;
  readonly count: number;
}

/** Fulfilled amounts, approved ones, and the sums per status. Currencies are never added up. */
export async function compensationTotals(
  db: CompensationReader,
  { customer, complaint }: Pick<CompensationFilter, 'customer' | 'complaint'>,
) {
  const byStatus: (CompensationSum & { readonly status: CompensationStatus })[] = await db.query(
    `SELECT status, currency, coalesce(sum(minor), 0)::float8 AS minor, count(*)::int AS count FROM compensations
      WHERE ($1::text[] IS NULL OR customer = ANY (current_customers($1))) AND ($2::uuid[] IS NULL OR complaint_id = ANY ($2))
      GROUP BY status, currency ORDER BY currency NULLS LAST, status`,
    [customer ?? null, complaint ?? null],
  );
  return {
    spent: perCurrency(byStatus.filter(({ status }) => status === 'fulfilled')),
    promised: perCurrency(byStatus.filter(awaitsFulfilment)),
    byStatus,
  };
}

function perCurrency(sums: readonly CompensationSum[]): CompensationSum[] {
  return [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    minor: own.reduce((total, { minor }) => total + minor, 0),
    count: own.reduce((total, { count }) => total + count, 0),
  }));
}

function toView({ minor, currency, stepAt: _stepAt, ...row }: CompensationRow): CompensationView {
  return { ...row, amount: amountOf({ minor, currency }) };
}

/** Notified when a compensation is due before the worker wakes by itself. */
export const compensationTimersSignal = new CommitSignal();

export const nextCompensationInMs = millisecondsUntil(
  'SELECT min(step_at) FROM compensations WHERE step_at IS NOT NULL',
);

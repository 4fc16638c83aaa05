import { selectList } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import { recordedIdsOf } from '../customers/customer.queries.ts';
import { ListConditions } from '../requests/list-conditions.ts';
import type { InteractionQuery } from './interaction.dto.ts';
import { InteractionTable, toInteraction } from './interaction.table.ts';
import type { Interaction } from './interaction.ts';

type SelectedRow = Parameters<typeof toInteraction>[0];

const columns = selectList(InteractionTable, 'i', { except: ['customerId'] });

export const selectInteractions = `SELECT ${columns}, c.id AS "customerId", c.external_id AS customer
  FROM interactions i JOIN current_customers c ON c.recorded_id = i.customer_id`;

export type InteractionFilter = Readonly<Pick<InteractionQuery, 'customer' | 'type' | 'touchpoint'>> & {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

/** Newest first. To know whether there is a next page, pass a `limit` one higher than the page size. */
export async function listInteractions(
  database: DataSource,
  { customer, type, touchpoint, from, to }: InteractionFilter,
  limit: number,
  after?: TimeCursor,
): Promise<Interaction[]> {
  const conditions = new ListConditions()
    .anyOf('i.customer_id', customer && (await recordedIdsOf(database, customer)), 'uuid')
    .anyOf('i.type', type)
    .anyOf('i.touchpoint', touchpoint)
    .between('i.occurred_at', from, to)
    .after('i.occurred_at', 'i.id', after);
  const sql = `${selectInteractions} ${conditions.where()} ORDER BY i.occurred_at DESC, i.id DESC LIMIT ${conditions.parameter(limit)}`;
  const rows: SelectedRow[] = await database.query(sql, conditions.values);
  return rows.map(toInteraction);
}

/** Throws NotFound. */
export async function findInteraction(database: DataSource, id: string): Promise<Interaction> {
  const [row]: SelectedRow[] = await database.query(`${selectInteractions} WHERE i.id = $1`, [id]);
  if (!row) throw new NotFound('interaction', id);
  return toInteraction(row);
}

/** The newest interactions recorded for any of these ids after a cursor, for the timeline of one customer. */
export async function interactionsOfCustomer(
  database: DataSource,
  recordedIds: readonly string[],
  limit: number,
  after?: TimeCursor,
): Promise<Interaction[]> {
  const rows: SelectedRow[] = await database.query(
    `SELECT done.* FROM unnest($1::uuid[]) AS own (id), LATERAL (
       ${selectInteractions}
        WHERE i.customer_id = own.id AND ($3::timestamptz IS NULL OR (i.occurred_at, i.id) < ($3::timestamptz, $4::uuid))
        ORDER BY i.occurred_at DESC, i.id DESC LIMIT $2) done
      ORDER BY done."occurredAt" DESC, done.id DESC LIMIT $2`,
    [recordedIds, limit, after?.at ?? null, after?.id ?? null],
  );
  return rows.map(toInteraction);
}

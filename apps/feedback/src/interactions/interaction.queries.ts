import { selectList } from '@harken/database';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import { InteractionTable, toInteraction } from './interaction.table.ts';
import type { Interaction } from './interaction.ts';

export const selectInteractions = `SELECT ${selectList(InteractionTable, 'i')}, c.external_id AS customer
  FROM interactions i JOIN customers c ON c.id = i.customer_id`;

/** The newest interactions of one customer after a cursor, for the timeline. */
export async function interactionsOfCustomer(
  database: DataSource,
  customerId: string,
  limit: number,
  after?: TimeCursor,
): Promise<Interaction[]> {
  const rows: Parameters<typeof toInteraction>[0][] = await database.query(
    `${selectInteractions}
      WHERE i.customer_id = $1 AND ($3::timestamptz IS NULL OR (i.occurred_at, i.id) < ($3::timestamptz, $4::uuid))
      ORDER BY i.occurred_at DESC, i.id DESC LIMIT $2`,
    [customerId, limit, after?.at ?? null, after?.id ?? null],
  );
  return rows.map(toInteraction);
}

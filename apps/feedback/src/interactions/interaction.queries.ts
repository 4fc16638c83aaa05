import type { DataSource } from 'typeorm';
import type { PageCursor } from '../requests/page-cursor.ts';
import type { Interaction } from './interaction.ts';
import { type InteractionRow, selectColumns, toInteraction } from './interaction-row.table.ts';

/** The newest interactions of one customer after a cursor, for the timeline. */
export async function interactionsOfCustomer(
  database: DataSource,
  customerId: string,
  limit: number,
  after?: PageCursor,
): Promise<Interaction[]> {
  const rows: InteractionRow[] = await database.query(
    `SELECT ${selectColumns} FROM interactions i JOIN customers c ON c.id = i.customer_id
      WHERE i.customer_id = $1 AND ($3::timestamptz IS NULL OR (i.occurred_at, i.id) < ($3::timestamptz, $4::uuid))
      ORDER BY i.occurred_at DESC, i.id DESC LIMIT $2`,
    [customerId, limit, after?.at ?? null, after?.id ?? null],
  );
  return rows.map(toInteraction);
}

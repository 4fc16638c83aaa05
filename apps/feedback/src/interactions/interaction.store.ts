import type { Tx } from '@harken/messaging';
import type { Interaction } from './interaction.ts';
import { type InteractionRow, selectColumns, toInteraction } from './interaction-row.table.ts';

// In the order of the unique key, so that two batches cannot deadlock.
const insert = `
  INSERT INTO interactions (id, source, source_id, customer_id, type, touchpoint, channel, phase, campaign, amount_minor,
                            currency, employee, team, data, occurred_at, received_at)
  SELECT id, source, source_id, customer_id, type, touchpoint, channel, phase, campaign, amount_minor,
         currency, employee, team, data, occurred_at, $16
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::jsonb[], $15::timestamptz[])
         WITH ORDINALITY AS i (id, source, source_id, customer_id, type, touchpoint, channel, phase, campaign,
                amount_minor, currency, employee, team, data, occurred_at, position)
   ORDER BY source, source_id, position
  ON CONFLICT (source, source_id) DO NOTHING
  RETURNING id`;

const find = `
  SELECT ${selectColumns}
    FROM interactions i JOIN customers c ON c.id = i.customer_id
    JOIN unnest($1::text[], $2::text[]) AS k (source, source_id) ON k.source = i.source AND k.source_id = i.source_id`;

export const interactionStore = {
  /** The start time of the transaction: `received_at` of all its rows. */
  async now(tx: Tx): Promise<Date> {
    const [{ now }] = await tx.query(`SELECT date_trunc('milliseconds', now()) AS now`);
    return now;
  },

  /** Adds the new interactions and returns their ids. Of each (source, sourceId) the first one stays. */
  async addNew(tx: Tx, interactions: readonly Interaction[], receivedAt: Date): Promise<ReadonlySet<string>> {
    const all = <T>(pick: (interaction: Interaction) => T) => interactions.map(pick);
    const rows: { id: string }[] = await tx.query(insert, [
      all((i) => i.id),
      all((i) => i.source),
      all((i) => i.sourceId),
      all((i) => i.customerId),
      all((i) => i.type),
      all((i) => i.touchpoint),
      all((i) => i.channel),
      all((i) => i.phase),
      all((i) => i.campaign),
      all((i) => i.amount?.minor ?? null),
      all((i) => i.amount?.currency ?? null),
      all((i) => i.employee),
      all((i) => i.team),
      all((i) => JSON.stringify(i.data)),
      all((i) => i.occurredAt.toISOString()),
      receivedAt,
    ]);
    return new Set(rows.map(({ id }) => id));
  },

  async bySourceIds(tx: Tx, keys: readonly { source: string; sourceId: string }[]): Promise<Interaction[]> {
    if (keys.length === 0) return [];
    const rows: InteractionRow[] = await tx.query(find, [
      keys.map(({ source }) => source),
      keys.map(({ sourceId }) => sourceId),
    ]);
    return rows.map(toInteraction);
  },
};

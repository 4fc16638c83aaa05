import { insertNew, type Tx } from '@harken/database';
import { selectInteractions } from './interaction.queries.ts';
import { InteractionTable, toInteraction, toInteractionRow } from './interaction.table.ts';
import type { Interaction } from './interaction.ts';

export const interactionStore = {
  /** The start time of the transaction: `received_at` of all its rows. */
  async now(tx: Tx): Promise<Date> {
    const [{ now }] = await tx.query(`SELECT date_trunc('milliseconds', now()) AS now`);
    return now;
  },

  /** Adds the new interactions and returns their ids. Of each (source, sourceId) the first one stays. */
  addNew: (tx: Tx, interactions: readonly Interaction[]): Promise<ReadonlySet<string>> =>
    insertNew(tx, InteractionTable, ['source', 'sourceId'], interactions.map(toInteractionRow)),

  async bySourceIds(tx: Tx, keys: readonly { source: string; sourceId: string }[]): Promise<Interaction[]> {
    if (keys.length === 0) return [];
    const rows: Parameters<typeof toInteraction>[0][] = await tx.query(
      `${selectInteractions} JOIN unnest($1::text[], $2::text[]) AS k (source, source_id)
         ON k.source = i.source AND k.source_id = i.source_id`,
      [keys.map(({ source }) => source), keys.map(({ sourceId }) => sourceId)],
    );
    return rows.map(toInteraction);
  },
};

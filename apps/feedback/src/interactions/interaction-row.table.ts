import type { Interaction } from './interaction.ts';

/** A row of `interactions i` joined with `customers c`. Written and read set-wise, so it has no entity. */
export type InteractionRow = Omit<Interaction, 'amount'> & {
  readonly minor: string | null;
  readonly currency: string | null;
};

export const selectColumns = `i.id, i.source, i.source_id AS "sourceId", c.external_id AS customer,
  i.customer_id AS "customerId", i.type, i.touchpoint, i.channel, i.phase, i.campaign, i.amount_minor AS minor, i.currency,
  i.employee, i.team, i.data, i.occurred_at AS "occurredAt", i.received_at AS "receivedAt"`;

export function toInteraction({ minor, currency, ...rest }: InteractionRow): Interaction {
  return { ...rest, amount: minor === null || currency === null ? null : { minor: Number(minor), currency } };
}

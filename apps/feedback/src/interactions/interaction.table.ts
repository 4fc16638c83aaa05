import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { Interaction } from './interaction.ts';

/** A row of `interactions`. The customer's external id is not in it: reading joins it. */
export type InteractionRow = Omit<Interaction, 'customer' | 'amount'> & {
  /** bigint: pg gives a text. */
  readonly amountMinor: string | null;
  readonly currency: string | null;
};

const columns = {
  id: { type: 'uuid', primary: true },
  source: { type: 'text' },
  sourceId: { name: 'source_id', type: 'text' },
  customerId: { name: 'customer_id', type: 'uuid' },
  type: { type: 'text' },
  touchpoint: { type: 'text', nullable: true },
  channel: { type: 'text', nullable: true },
  phase: { type: 'text', nullable: true },
  campaign: { type: 'text', nullable: true },
  product: { type: 'text', nullable: true },
  location: { type: 'text', nullable: true },
  amountMinor: { name: 'amount_minor', type: 'bigint', nullable: true },
  currency: { type: 'text', nullable: true },
  employee: { type: 'text', nullable: true },
  team: { type: 'text', nullable: true },
  data: { type: 'jsonb' },
  history: { type: 'boolean' },
  digest: { type: 'text' },
  occurredAt: { name: 'occurred_at', type: 'timestamptz' },
  receivedAt: { name: 'received_at', type: 'timestamptz' },
} satisfies Record<keyof InteractionRow, EntitySchemaColumnOptions>;

export const InteractionTable = new EntitySchema<InteractionRow>({
  name: 'Interaction',
  tableName: 'interactions',
  columns,
});

export const toInteractionRow = ({ amount, ...rest }: Interaction): InteractionRow => ({
  ...rest,
  amountMinor: amount ? String(amount.minor) : null,
  currency: amount?.currency ?? null,
});

export function toInteraction({
  amountMinor,
  currency,
  ...rest
}: InteractionRow & Pick<Interaction, 'customer'>): Interaction {
  const amount = amountMinor === null || currency === null ? null : { minor: Number(amountMinor), currency };
  return { ...rest, amount };
}

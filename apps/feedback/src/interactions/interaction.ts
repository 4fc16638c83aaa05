import { happened, InteractionRecorded, type NewEvent, type phases } from '@harken/contracts';
import { customerFacts, type PublicCustomer } from '../customers/customer.ts';

export interface Amount {
  /** In the smallest unit of the currency. */
  readonly minor: number;
  readonly currency: string;
}

/** A checked interaction between a customer and the company, from a source. */
export interface InteractionInput {
  readonly source: string;
  readonly sourceId: string;
  readonly type: string;
  /** External id. */
  readonly customer: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly phase: (typeof phases)[number] | null;
  readonly campaign: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly amount: Amount | null;
  readonly employee: string | null;
  readonly team: string | null;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
  /** It counts at its own time, and opens, alarms and triggers nothing. */
  readonly history: boolean;
  /** Of the content as received, see `toInteractionInput`. */
  readonly digest: string;
}

export interface Interaction extends InteractionInput {
  readonly id: string;
  readonly customerId: string;
  readonly receivedAt: Date;
}

/** Without `data`: the CRM may put personal data into it. */
export const interactionRecorded = (interaction: Interaction, customer: PublicCustomer): NewEvent =>
  happened(InteractionRecorded, interaction.id, {
    interactionId: interaction.id,
    source: interaction.source,
    sourceId: interaction.sourceId,
    customer: customerFacts(customer),
    interactionType: interaction.type,
    touchpoint: interaction.touchpoint,
    channel: interaction.channel,
    phase: interaction.phase,
    campaign: interaction.campaign,
    product: interaction.product,
    location: interaction.location,
    amount: interaction.amount && { minor: interaction.amount.minor, currency: interaction.amount.currency },
    employee: interaction.employee,
    team: interaction.team,
    history: interaction.history,
    occurredAt: interaction.occurredAt.toISOString(),
  });

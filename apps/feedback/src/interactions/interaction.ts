import { happened, InteractionRecorded, type NewEvent, type phases } from '@harken/contracts';
import { factsOf, type KnownCustomer } from '../customers/customer.ts';

export interface Amount {
  /** In the smallest unit of the currency. */
  readonly minor: number;
  readonly currency: string;
}

/** What happened between a customer and the company, as a source gave it, checked. */
export interface InteractionGiven {
  readonly source: string;
  readonly sourceId: string;
  readonly type: string;
  /** External id. */
  readonly customer: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly phase: (typeof phases)[number] | null;
  readonly campaign: string | null;
  readonly amount: Amount | null;
  readonly employee: string | null;
  readonly team: string | null;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Interaction extends InteractionGiven {
  readonly id: string;
  readonly customerId: string;
  readonly receivedAt: Date;
}

/** `data` stays here: what a CRM puts into it is not known to be free of personal data. */
export const interactionRecorded = (interaction: Interaction, customer: KnownCustomer): NewEvent =>
  happened(InteractionRecorded, interaction.id, {
    interactionId: interaction.id,
    source: interaction.source,
    sourceId: interaction.sourceId,
    customer: factsOf(customer),
    interactionType: interaction.type,
    touchpoint: interaction.touchpoint,
    channel: interaction.channel,
    phase: interaction.phase,
    campaign: interaction.campaign,
    amount: interaction.amount && { minor: interaction.amount.minor, currency: interaction.amount.currency },
    employee: interaction.employee,
    team: interaction.team,
    occurredAt: interaction.occurredAt.toISOString(),
  });

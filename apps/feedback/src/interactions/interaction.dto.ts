import { phases } from '@harken/contracts';
import { AnyObject, Currency, Filter, Id, MinorUnits, Nested, Text, Timestamp, text } from '@harken/service';
import {
  ChosenId,
  Digest,
  History,
  Name,
  OptionalChosenId,
  OptionalName,
  OptionalOneOf,
  optional,
} from '../requests/body-fields.dto.ts';
import { canonicalJson, contentDigest } from '../requests/content-digest.ts';
import { assertExternalId } from '../requests/external-id.ts';
import { type Arrival, parsePastTimestamp } from '../requests/parse-timestamp.ts';
import { PeriodQuery } from '../requests/period.dto.ts';
import type { InteractionInput } from './interaction.ts';

const time = '2026-03-02T09:15:00.000Z';
const safe = { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

export class AmountDto {
  @MinorUnits({ description: 'In the smallest unit of the currency.', example: 125000, ...safe }) minor!: number;
  @Currency({ description: 'ISO 4217.', example: 'HKD' }) currency!: string;
}

/** What a source says and what the answer gives back as it was sent, or null. */
class InteractionContext {
  @OptionalChosenId('Where in the journey.', 'showroom-visit') touchpoint?: string | null;
  @OptionalName('By what channel.', 'in_person') channel?: string | null;
  @OptionalOneOf(phases, 'Before, during or after the service.', 'before') phase?: (typeof phases)[number] | null;
  @OptionalChosenId('Campaign or initiative.', 'spring') campaign?: string | null;
  @OptionalChosenId('The product it is about, by its id.', 'kitchen', 100) product?: string | null;
  @OptionalChosenId('The location it is about, by its id.', 'tower-2', 100) location?: string | null;
  @OptionalChosenId('Who served the customer.', 'e-17') employee?: string | null;
  @OptionalChosenId('Which team.', 'sales') team?: string | null;
  @Nested(() => AmountDto, { description: 'What it was worth.', ...optional }) amount?: AmountDto | null;
}

/** The body of POST /v1/interactions as plain JSON. */
export class InteractionBody extends InteractionContext {
  @ChosenId('The system that sends it.', 'crm') source!: string;
  @ChosenId('Its id there: (source, id) is taken once.', 'visit-77') id!: string;
  @Name('What happened.', 'visit') type!: string;
  @ChosenId('The customer, by external id. An unknown one becomes a stub, never an error.', 'crm-10042')
  customer!: string;
  @Timestamp({ description: 'When it happened.', example: time }) occurredAt!: string;
  @AnyObject({
    description: 'Anything else worth keeping with it.',
    example: { showroom: 'Kowloon' },
    max: 200,
    ...optional,
  })
  data?: Record<string, unknown> | null;
  @History() history?: boolean | null;
}

/** Throws Invalid for a time that cannot be. */
export function toInteractionInput(body: InteractionBody, { receivedAt, undated }: Arrival): InteractionInput {
  assertExternalId(body.customer, '/customer');
  const { source, id: sourceId, occurredAt: sent, data, history, ...given } = body;
  const occurredAt = parsePastTimestamp(sent, '/occurredAt', receivedAt);
  const content = { ...given, data: data ?? {}, history: history || null, occurredAt: undated ? null : occurredAt };
  return {
    source,
    sourceId,
    type: body.type,
    customer: body.customer,
    touchpoint: body.touchpoint ?? null,
    channel: body.channel ?? null,
    phase: body.phase ?? null,
    campaign: body.campaign ?? null,
    product: body.product ?? null,
    location: body.location ?? null,
    amount: body.amount ?? null,
    employee: body.employee ?? null,
    team: body.team ?? null,
    occurredAt,
    data: data ?? {},
    history: history ?? false,
    digest: contentDigest(canonicalJson(withoutNulls(content))),
  };
}

/** What is null was left out: a later release with more fields still finds the same digest. */
const withoutNulls = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

const AnyText = (description: string, example: string) => Filter(text({ max: 200 }), { description, example });

export class InteractionQuery extends PeriodQuery {
  @AnyText('Of these customers, by external id, or by our id as `id:<uuid>`.', 'crm-10042') customer?: string[];
  @AnyText('What happened.', 'visit') type?: string[];
  @AnyText('Where in the journey.', 'showroom-visit') touchpoint?: string[];
}

/** An interaction in a response. */
export class InteractionDto extends InteractionContext {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000001' }) id!: string;
  @Text({ description: 'The system that sent it.', example: 'crm' }) source!: string;
  @Text({ description: 'The `id` it was sent with.', example: 'visit-77' }) sourceId!: string;
  @Text({ description: 'External id.', example: 'crm-10042' }) customer!: string;
  @Id({ description: 'Our id of the customer.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' })
  customerId!: string;
  @Text({ description: 'What happened.', example: 'visit' }) type!: string;
  @AnyObject({ description: 'Anything else that was kept with it.', example: {} }) data!: Record<string, unknown>;
  @History(false) history!: boolean;
  @Digest() digest!: string;
  @Timestamp({ description: 'When it happened.', example: time }) occurredAt!: Date;
  @Timestamp({ description: 'When it came in.', example: '2026-03-02T09:15:01.250Z' }) receivedAt!: Date;
}

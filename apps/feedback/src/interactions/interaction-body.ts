import { phases } from '@harken/contracts';
import { type Static, Type } from 'typebox';
import { closed, optionalName, optionalOneOf, requiredName, requiredTime } from '../requests/body-fields.ts';
import { parseTimestamp } from '../requests/parse-timestamp.ts';
import type { Amount, InteractionInput } from './interaction.ts';

/** The body of POST /v1/interactions as plain JSON. */
export const InteractionBody = Type.Object(
  {
    source: requiredName('The system that sends it.', 'crm'),
    id: requiredName('Its id there: (source, id) is taken once.', 'visit-77'),
    type: requiredName('What happened.', 'visit'),
    customer: requiredName('The customer, by external id. An unknown one becomes a stub, never an error.', 'crm-10042'),
    touchpoint: optionalName('Where in the journey.', 'showroom-visit'),
    channel: optionalName('By what channel.', 'in_person'),
    phase: optionalOneOf(phases, 'Before, during or after the service.', 'before'),
    campaign: optionalName('Campaign or initiative.', 'spring'),
    amount: Type.Optional(
      Type.Unsafe<Amount | null>({
        type: ['object', 'null'],
        required: ['minor', 'currency'],
        additionalProperties: false,
        properties: {
          minor: {
            type: 'integer',
            minimum: -Number.MAX_SAFE_INTEGER,
            maximum: Number.MAX_SAFE_INTEGER,
            description: 'In the smallest unit of the currency.',
            example: 125000,
          },
          currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217.', example: 'HKD' },
        },
      }),
    ),
    employee: optionalName('Who served the customer.', 'e-17'),
    team: optionalName('Which team.', 'sales'),
    occurredAt: requiredTime('When it happened.'),
    data: Type.Optional(
      Type.Unsafe<Record<string, unknown> | null>({
        type: ['object', 'null'],
        maxProperties: 200,
        description: 'Anything else worth keeping with it.',
        example: { showroom: 'Kowloon' },
      }),
    ),
  },
  closed,
);
export type InteractionBody = Static<typeof InteractionBody>;

export const toInteractionInput = (body: InteractionBody): InteractionInput => ({
  source: body.source,
  sourceId: body.id,
  type: body.type,
  customer: body.customer,
  touchpoint: body.touchpoint ?? null,
  channel: body.channel ?? null,
  phase: body.phase ?? null,
  campaign: body.campaign ?? null,
  amount: body.amount ?? null,
  employee: body.employee ?? null,
  team: body.team ?? null,
  occurredAt: parseTimestamp(body.occurredAt, '/occurredAt'),
  data: body.data ?? {},
});

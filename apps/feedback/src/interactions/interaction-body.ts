import { phases } from '@harken/contracts';
import { type Static, Type } from 'typebox';
import { closed, name, optionalName, optionalOneOf, time } from '../requests/body-fields.ts';
import { momentOf } from '../requests/moment.ts';
import type { Amount, InteractionGiven } from './interaction.ts';

/** The body of POST /v1/interactions as plain JSON. */
export const InteractionBody = Type.Object(
  {
    source: name('The system that sends it.', 'crm'),
    id: name('Its id there: (source, id) is taken once.', 'visit-77'),
    type: name('What happened.', 'visit'),
    customer: name('The customer, by external id. An unknown one is noted, never refused.', 'crm-10042'),
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
    occurredAt: time('When it happened.'),
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

export const interactionGiven = (body: InteractionBody): InteractionGiven => ({
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
  occurredAt: momentOf(body.occurredAt, '/occurredAt'),
  data: body.data ?? {},
});

import { type Static, Type } from 'typebox';
import { closed, optionalLanguage, optionalName, requiredTime } from '../requests/body-fields.ts';
import type { Profile } from './customer.ts';

const optionalObject = (description: string, example: Record<string, unknown>) =>
  Type.Optional(
    Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], maxProperties: 200, description, example }),
  );

/** The body of PUT /v1/customers/{externalId}: always the whole profile. */
export const CustomerBody = Type.Object(
  {
    name: optionalName('Kept in this service only: no event carries it.', 'Somchai Jaidee'),
    segments: Type.Optional(
      Type.Unsafe<string[] | null>({
        type: ['array', 'null'],
        items: { type: 'string', minLength: 1, maxLength: 200 },
        maxItems: 100,
        description: 'Segments the customer belongs to.',
        example: ['owner-occupier'],
      }),
    ),
    tier: optionalName('Value tier.', 'gold'),
    stage: optionalName('Life cycle stage: prospect, signed, run-in, stable, or your own.', 'run-in'),
    language: optionalLanguage(),
    attributes: optionalObject('Anything else the CRM knows.', { building: 'Tower 3' }),
    consents: optionalObject('What the customer agreed to.', { surveys: true }),
    updatedAt: Type.Optional(
      Type.Unsafe<string | null>({
        ...requiredTime('When this was true in the CRM; now unless given. An older one never overwrites a newer one.'),
        type: ['string', 'null'],
      }),
    ),
  },
  closed,
);
export type CustomerBody = Static<typeof CustomerBody>;

/** The whole profile: a field that is left out becomes unknown. */
export const toProfile = (body: CustomerBody): Profile => ({
  name: body.name ?? null,
  segments: [...new Set(body.segments ?? [])],
  tier: body.tier ?? null,
  stage: body.stage ?? null,
  language: body.language ?? null,
  attributes: body.attributes ?? {},
  consents: body.consents ?? {},
});

import { type TSchema, Type } from 'typebox';

/** Shapes that several events share. Times are RFC 3339 UTC with milliseconds; ids are UUIDv7. */
export const uuid = () => Type.String({ format: 'uuid' });
export const time = () => Type.String({ format: 'date-time' });
export const name = (maxLength = 200) => Type.String({ minLength: 1, maxLength });
/** Came in as history: it counts at its own time, and opens, alarms and triggers nothing. */
export const history = () =>
  Type.Boolean({ description: 'Of the past: it counts, and opens, alarms and triggers nothing.' });
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const oneOf = <const T extends readonly string[]>(values: T) => Type.Enum(values);
export const closed = { additionalProperties: false } as const;

export const severities = ['critical', 'high', 'normal', 'low'] as const;
export type Severity = (typeof severities)[number];
export const severity = () => oneOf(severities);

/** What every reader may know of a customer: no name, no contact data. */
export const CustomerFacts = Type.Object(
  {
    customerId: uuid(),
    externalId: name(),
    segments: Type.Array(name()),
    tier: nullable(name()),
    stage: nullable(name()),
    language: nullable(Type.String({ maxLength: 35 })),
  },
  closed,
);

export const sampleCustomer = {
  customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
  externalId: 'crm-10042',
  segments: ['owner-occupier'],
  tier: 'gold',
  stage: 'run-in',
  language: 'en',
};

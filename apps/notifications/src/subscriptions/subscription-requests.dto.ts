import { severities } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Static, Type } from 'typebox';
import { alertTypes } from '../alerts/alert.ts';

const closed = { additionalProperties: false } as const;
const names = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 100, description });

export const Filter = Type.Object(
  {
    types: Type.Optional(
      Type.Array(Type.Enum([...alertTypes]), { minItems: 1, maxItems: 100, description: 'Types of alerts.' }),
    ),
    severities: Type.Optional(
      Type.Array(Type.Enum([...severities]), { minItems: 1, maxItems: 4, description: 'Severities.' }),
    ),
    touchpoints: Type.Optional(names('Touchpoints.')),
    teams: Type.Optional(names('Teams.')),
    segments: Type.Optional(names("The customer's segments; one in common is enough.")),
    expression: Type.Optional(Type.String({ maxLength: 2000, description: 'Not built yet: refused.' })),
  },
  { ...closed, description: 'Every list that is given must fit; a list left out lets everything through.' },
);

export const DeliveryBody = Type.Object(
  {
    kind: Type.Enum(['webhook', 'email', 'worklist'], { description: 'worklist is not built yet.' }),
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'webhook: where to POST to.' })),
    ordered: Type.Optional(
      Type.Boolean({ description: 'webhook: an alert waits until the one before of the same subject is through.' }),
    ),
    to: Type.Optional(
      Type.Array(Type.String({ format: 'email', maxLength: 254 }), {
        minItems: 1,
        maxItems: 20,
        description: 'email: to whom.',
      }),
    ),
    language: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
        maxLength: 35,
        description: 'email: en, zh or th.',
      }),
    ),
    roles: Type.Optional(names('worklist: roles.')),
    people: Type.Optional(names('worklist: people.')),
  },
  closed,
);

const subscriptionName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'For people.' });

export const NewSubscriptionBody = Type.Object(
  { name: subscriptionName, filter: Type.Optional(Filter), delivery: DeliveryBody },
  closed,
);
export type NewSubscriptionBody = Static<typeof NewSubscriptionBody>;

export const ChangeBody = Type.Object(
  { name: Type.Optional(subscriptionName), filter: Type.Optional(Filter), delivery: Type.Optional(DeliveryBody) },
  { ...closed, minProperties: 1 },
);
export type ChangeBody = Static<typeof ChangeBody>;

export const ReplayBody = Type.Object(
  {
    from: Type.String({ format: 'date-time', description: 'Alerts that happened from here on...' }),
    to: Type.String({ format: 'date-time', description: '...until before here.' }),
  },
  closed,
);
export type ReplayBody = Static<typeof ReplayBody>;

export class AttemptsQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Only attempts with this status.',
    enum: ['delivered', 'failed', 'exhausted', 'gone', 'cancelled'],
    example: 'failed',
  })
  @IsOptional()
  @IsIn(['delivered', 'failed', 'exhausted', 'gone', 'cancelled'])
  status?: string;
}

const id = '01926f3a-7c1e-7b54-9d0e-000000000008';
const when = '2026-03-02T10:15:02.000Z';
export const newSubscriptionExample = {
  name: 'call centre',
  filter: { types: ['harken.complaints.complaint-escalated'], severities: ['critical', 'high'] },
  delivery: { kind: 'webhook', url: 'https://calls.example.com/harken', ordered: true },
};
export const subscriptionExample = {
  id,
  version: 1,
  ...newSubscriptionExample,
  owner: 'acme',
  status: 'active',
  disabledReason: null,
  disabledAt: null,
  createdAt: when,
  updatedAt: when,
};
export const secretExample = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
export const attemptExample = {
  id: '01926f3a-7c1e-7b54-9d0e-00000000000a',
  deliveryId: '01926f3a-7c1e-7b54-9d0e-00000000000b',
  alertId: '01926f3a-7c1e-7b54-9d0e-000000000009',
  alertType: 'harken.complaints.complaint-escalated',
  attempt: 1,
  status: 'failed',
  at: when,
  responseCode: 503,
  durationMs: 41,
  error: 'http-503',
  nextTryAt: '2026-03-02T10:15:07.400Z',
};
export const pingExample = {
  ...attemptExample,
  alertType: 'harken.notifications.ping',
  status: 'delivered',
  responseCode: 204,
  error: null,
  nextTryAt: null,
};

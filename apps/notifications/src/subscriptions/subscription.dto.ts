import { type Severity, severities } from '@harken/contracts';
import { invalidRequest } from '@harken/errors';
import {
  Filter,
  Flag,
  Id,
  Integer,
  ListOf,
  Nested,
  OneOf,
  oneOf,
  PageQuery,
  roles,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { alertTypes } from '../alerts/alert.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000008';
const time = '2026-03-02T10:15:02.000Z';
const filter = { types: ['harken.complaints.complaint-escalated'], severities: ['critical', 'high'] };
const delivery = { kind: 'webhook', url: 'https://calls.example.com/harken', ordered: true };

const Names = (description: string, example: string) =>
  ListOf(text({ max: 200 }), { description, example: [example], optional: true, min: 1, max: 100 });

/** Every list that is given must fit; a list left out lets everything through. */
export class FilterDto {
  @ListOf(oneOf(alertTypes), {
    description: 'Types of alerts.',
    example: filter.types,
    optional: true,
    min: 1,
    max: 100,
  })
  types?: string[];
  @ListOf(oneOf(severities), {
    description: 'Severities.',
    example: filter.severities,
    optional: true,
    min: 1,
    max: 4,
  })
  severities?: Severity[];
  @Names('Touchpoints.', 'handover') touchpoints?: string[];
  @Names('Teams.', 'after-sales') teams?: string[];
  @Names("The customer's segments; one in common is enough.", 'owner-occupier') segments?: string[];
  @Text({ description: 'Not built yet: refused.', optional: true, min: 0, max: 2000 }) expression?: string;
}

const deliveryKinds = ['webhook', 'email', 'worklist'] as const;

/** The fields of all kinds side by side. */
export class DeliveryDto {
  @OneOf(deliveryKinds, { description: 'worklist is not built yet.', example: 'webhook' })
  kind!: (typeof deliveryKinds)[number];
  @Text({ description: 'webhook: where to POST to.', example: delivery.url, optional: true, max: 2000 }) url?: string;
  @Flag({
    description: 'webhook: an alert waits until the one before of the same subject is through.',
    example: true,
    optional: true,
  })
  ordered?: boolean;
  @ListOf(text({ format: 'email', min: 0, max: 254 }), {
    description: 'email: to whom.',
    example: ['duty@example.com'],
    optional: true,
    min: 1,
    max: 20,
  })
  to?: string[];
  @Text({
    description: 'email: en, zh or th.',
    example: 'en',
    optional: true,
    min: 0,
    max: 35,
    pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  })
  language?: string;
  @Names('worklist: roles.', 'handler') roles?: string[];
  @Names('worklist: people.', 'anna') people?: string[];
}

const name = { description: 'For people.', example: 'call centre', max: 200 };
const filterOptions = { description: 'Which alerts.', example: filter };
const deliveryOptions = { description: 'How they are delivered.', example: delivery };

export class NewSubscriptionBody {
  @Text(name) name!: string;
  @Nested(() => FilterDto, { ...filterOptions, optional: true }) filter?: FilterDto;
  @Nested(() => DeliveryDto, deliveryOptions) delivery!: DeliveryDto;
}

export class ChangeBody {
  @Text({ ...name, optional: true }) name?: string;
  @Nested(() => FilterDto, { ...filterOptions, optional: true }) filter?: FilterDto;
  @Nested(() => DeliveryDto, { ...deliveryOptions, optional: true }) delivery?: DeliveryDto;
}

export function assertChangesSomething(body: ChangeBody): void {
  if (Object.keys(body).length > 0) return;
  throw invalidRequest([{ pointer: '', code: 'invalid', detail: 'must NOT have fewer than 1 properties' }]);
}

export class ReplayBody {
  @Timestamp({ description: 'Alerts that happened from here on...', example: '2026-03-02T00:00:00Z' }) from!: string;
  @Timestamp({ description: '...until before here.', example: '2026-03-03T00:00:00Z' }) to!: string;
}

export class ReplayDto {
  @Integer({ description: 'So many deliveries were queued.', example: 42 }) queued!: number;
}

export class SubscriptionDto {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @Integer({ description: 'Grows with each change; the ETag.', example: 1 }) version!: number;
  @Text({ description: 'For people.', example: 'call centre' }) name!: string;
  @Id({ description: 'The client whose key made it; a rotated key has the same.', example: id }) clientId!: string;
  @Text({ description: 'What that client was called.', example: 'acme' }) owner!: string;
  @ListOf(oneOf(roles), { description: 'The roles of its key.', example: ['call_centre'] }) ownerRoles!: string[];
  @Nested(() => FilterDto, filterOptions) filter!: object;
  @Nested(() => DeliveryDto, deliveryOptions) delivery!: object;
  @OneOf(['active', 'disabled'], {
    description: 'A disabled one gets nothing until it is enabled.',
    example: 'active',
  })
  status!: string;
  @OneOf(['gone', 'failing', 'keyless'], {
    description:
      'gone: the endpoint said 410. failing: nothing got through for days. keyless: its client has no live key any more.',
    example: null,
    nullable: true,
  })
  disabledReason!: string | null;
  @Timestamp({ description: 'Since when.', example: null, nullable: true }) disabledAt!: Date | null;
  @Timestamp({ description: 'When it was made.', example: time }) createdAt!: Date;
  @Timestamp({ description: 'When it was changed.', example: time }) updatedAt!: Date;
}

export class SubscriptionWithSecretDto extends SubscriptionDto {
  @Text({
    description: 'Of webhooks: checks the signatures (Standard Webhooks). Shown this once.',
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    optional: true,
  })
  secret?: string;
}

const attemptStatuses = ['delivered', 'failed', 'exhausted', 'gone', 'cancelled'] as const;

export class AttemptsQuery extends PageQuery {
  @Filter(oneOf(attemptStatuses), { description: 'Only attempts with this status.', example: 'failed' })
  status?: string[];
}

export class AttemptDto {
  @Id({ description: 'The id of the attempt.', example: '01926f3a-7c1e-7b54-9d0e-00000000000a' }) id!: string;
  @Id({ description: 'The same for all attempts of one delivery.', example: '01926f3a-7c1e-7b54-9d0e-00000000000b' })
  deliveryId!: string;
  @Id({ description: 'The alert; also the `webhook-id`.', example: '01926f3a-7c1e-7b54-9d0e-000000000009' })
  alertId!: string;
  @Text({ description: 'Its type.', example: 'harken.complaints.complaint-escalated' }) alertType!: string;
  @Integer({ description: 'Which attempt, from 1.', example: 1 }) attempt!: number;
  @OneOf(attemptStatuses, {
    description:
      'failed: tried again at `nextTryAt`. exhausted: that was the last attempt. gone: 410. cancelled: the subscription was disabled before.',
    example: 'failed',
  })
  status!: string;
  @Timestamp({ description: 'When it began.', example: time }) at!: Date;
  @Integer({ description: 'HTTP status or SMTP code; null when no answer came.', example: 503, nullable: true })
  responseCode!: number | null;
  @Integer({ description: 'How long it took.', example: 41, nullable: true }) durationMs!: number | null;
  @Text({ description: 'A short code of what went wrong.', example: 'http-503', nullable: true }) error!: string | null;
  @Timestamp({ description: 'When it is tried again.', example: '2026-03-02T10:15:07.400Z', nullable: true })
  nextTryAt!: Date | null;
}

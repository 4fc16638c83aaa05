import { AnyObject, ChosenIdParam, Filter, Flag, Id, ListOf, PageQuery, Text, Timestamp, text } from '@harken/service';
import { ChosenId, Language, OptionalName, optional } from '../requests/body-fields.dto.ts';
import { toExactTime } from '../requests/exact-time.ts';
import { assertExternalId } from '../requests/external-id.ts';
import { parsePastTimestamp } from '../requests/parse-timestamp.ts';
import type { Profile } from './customer.ts';
import type { PutCustomer } from './put-customer.use-case.ts';

/** The customer in the address. */
export const ExternalId = () =>
  ChosenIdParam('externalId', 'The id the CRM knows the customer by, or ours as `id:<uuid>`.', 'crm-10042');

const time = '2026-03-02T09:15:00.000Z';

/** What the CRM knows, in the body and in the answer. */
class ProfileDto {
  @OptionalName('Kept in this service only: no event carries it.', 'Somchai Jaidee') name?: string | null;
  @OptionalName('Value tier.', 'gold') tier?: string | null;
  @OptionalName('Life cycle stage: prospect, signed, run-in, stable, or your own.', 'run-in') stage?: string | null;
  @Language() language?: string | null;
}

const segments = { description: 'Segments the customer belongs to.', example: ['owner-occupier'] };
const attributes = { description: 'Anything else the CRM knows.', example: { building: 'Tower 3' } };
const consents = { description: 'What the customer agreed to.', example: { surveys: true } };

/** The body of PUT /v1/customers/{externalId}: always the whole profile. */
export class CustomerBody extends ProfileDto {
  @ListOf(text({ max: 200 }), { ...segments, max: 100, ...optional }) segments?: string[] | null;
  @AnyObject({ ...attributes, max: 200, ...optional }) attributes?: Record<string, unknown> | null;
  @AnyObject({ ...consents, max: 200, ...optional }) consents?: Record<string, unknown> | null;
  @Timestamp({
    description:
      'When this was true in the CRM, at most five minutes ahead; now unless given. An older one never overwrites a newer one, down to the nanosecond.',
    example: time,
    ...optional,
  })
  updatedAt?: string | null;
}

/** An item of a batch: the body with the customer it describes. */
export class CustomerItem extends CustomerBody {
  @ChosenId('The id the CRM knows the customer by.', 'crm-10042') externalId!: string;
}

/** Throws Invalid for a time that cannot be. `at` is the time of a profile that gives none; now, unless given. */
export function toPutCustomer({ externalId, ...body }: CustomerItem, now: Date, at?: Date): PutCustomer {
  assertExternalId(externalId, '/externalId');
  const { updatedAt: sent } = body;
  const updatedAt = sent ? toExactTime(sent, parsePastTimestamp(sent, '/updatedAt', now)) : at?.toISOString();
  return { externalId, profile: toProfile(body), updatedAt };
}

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

const AnyText = (description: string, example: string) => Filter(text({ max: 200 }), { description, example });

export class CustomerQuery extends PageQuery {
  @Text({
    description:
      'Words of the name by their beginning, in any script; or the beginning of the external id. Case, accents and width ' +
      'do not matter.',
    example: 'jaidee',
    optional: true,
    max: 200,
  })
  query?: string;
  @AnyText('In one of these segments.', 'owner-occupier') segment?: string[];
  @AnyText('Of one of these value tiers.', 'gold') tier?: string[];
  @AnyText('In one of these stages.', 'run-in') stage?: string[];
}

/** A customer in a response. */
export class CustomerDto extends ProfileDto {
  @Id({ description: 'Our id, as in events.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' }) id!: string;
  @Text({ description: 'The id the CRM knows the customer by.', example: 'crm-10042' }) externalId!: string;
  @Flag({
    description: 'True until the CRM has described the customer: only feedback or interactions have named it.',
    example: false,
  })
  stub!: boolean;
  @ListOf(text(), segments) segments!: string[];
  @AnyObject(attributes) attributes!: Record<string, unknown>;
  @AnyObject(consents) consents!: Record<string, unknown>;
  @Timestamp({
    description: 'When this was true in the CRM, with the digits it sent: 3, 6 or 9 after the second.',
    example: time,
    nullable: true,
  })
  updatedAt!: string | null;
  @Timestamp({ description: 'When the customer was first named.', example: time }) createdAt!: Date;
}

import { FieldErrors } from '@harken/errors';
import {
  AnyObject,
  ChosenIdParam,
  Filter,
  Flag,
  Id,
  ListOf,
  OnBehalfOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { ChosenId, Language, OptionalName, optional } from '../requests/body-fields.dto.ts';
import { toExactTime } from '../requests/exact-time.ts';
import { assertExternalId } from '../requests/external-id.ts';
import { parsePastTimestamp } from '../requests/parse-timestamp.ts';
import type { ContactPoint, Profile } from './customer.ts';
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
const consents = {
  description:
    'What the customer agreed to, by purpose. `surveys` of invitations and reminders, `improvements` of what became of a problem: false refuses them. Acknowledgements and answers are owed and need none.',
  example: { surveys: true },
};

class ContactPointDto implements ContactPoint {
  @Text({
    description: '`email`, `phone`, `line`, `wechat`, or a kind of your own. Harken itself writes to `email`.',
    example: 'email',
    max: 50,
    pattern: /^[a-z][a-z0-9_-]*$/,
  })
  kind!: string;
  @Text({ description: 'The address, number or account.', example: 'somchai@example.com', max: 320 }) value!: string;
  @Flag({ description: 'Whether it is known to be theirs.', example: true, optional: true }) verified?: boolean;
}
const contactPoints = {
  description:
    'Where the customer can be reached. Of several of a kind a verified one is used first, then the first. Kept in this service only.',
};

/** The body of PUT /v1/customers/{externalId}: always the whole profile. */
export class CustomerBody extends ProfileDto {
  @ListOf(text({ max: 200 }), { ...segments, max: 100, ...optional }) segments?: string[] | null;
  @AnyObject({ ...attributes, max: 200, ...optional }) attributes?: Record<string, unknown> | null;
  @AnyObject({ ...consents, max: 200, ...optional }) consents?: Record<string, unknown> | null;
  @ListOf(() => ContactPointDto, { ...contactPoints, max: 20, ...optional }) contactPoints?: ContactPointDto[] | null;
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
  assertAddresses(body.contactPoints ?? []);
  const updatedAt = sent ? toExactTime(sent, parsePastTimestamp(sent, '/updatedAt', now)) : at?.toISOString();
  return { externalId, profile: toProfile(body), updatedAt };
}

/** One address, and nothing else: no list, no name, no comment. It may be in any script. */
const addressPattern = /^[^\s@<>()[\]",;:\\\p{C}]{1,64}@[^\s@<>()[\]",;:\\\p{C}]+$/u;

function assertAddresses(points: readonly ContactPoint[]): void {
  const errors = new FieldErrors();
  for (const [index, { kind, value }] of points.entries()) {
    errors
      .at('contactPoints', index, 'value')
      .addIf(kind === 'email' && !addressPattern.test(value), 'invalid', 'must be one e-mail address');
  }
  errors.throwIfAny('request.invalid', 'An e-mail address is none.');
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
  contactPoints: body.contactPoints ?? [],
});

const AnyText = (description: string, example: string) => Filter(text({ max: 200 }), { description, example });

export class CustomerQuery extends PageQuery {
  @Text({
    description:
      'Words of the name by their beginning, in any script; or the beginning of the external id or of a contact point. ' +
      'Case, accents and width do not matter.',
    example: 'jaidee',
    optional: true,
    max: 200,
  })
  query?: string;
  @AnyText('In one of these segments.', 'owner-occupier') segment?: string[];
  @AnyText('Of one of these value tiers.', 'gold') tier?: string[];
  @AnyText('In one of these stages.', 'run-in') stage?: string[];
}

/** The body of merge and undo-merge. */
export class MergeBody {
  @Text({
    description: 'The other customer, by external id, or by our id as `id:<uuid>`.',
    example: 'crm-20077',
    max: 200,
    chosenId: true,
  })
  with!: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class MergedCustomerDto {
  @Id({ description: 'Our id of it.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6f' }) id!: string;
  @Text({ description: 'Its external id: what is sent under it is this customer.', example: 'crm-20077' })
  externalId!: string;
  @Timestamp({ description: 'When it was merged.', example: time }) mergedAt!: Date;
  @Timestamp({ description: 'Until when that can be undone.', example: '2026-04-01T09:15:00.000Z' })
  undoableUntil!: Date;
  @ListOf(text(), { description: 'The fields of the customer that come from it.', example: ['tier'] })
  fields!: string[];
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
  @ListOf(() => ContactPointDto, contactPoints) contactPoints!: ContactPointDto[];
  @Timestamp({
    description: 'When this was true in the CRM, with the digits it sent: 3, 6 or 9 after the second.',
    example: time,
    nullable: true,
  })
  updatedAt!: string | null;
  @Timestamp({ description: 'When the customer was first named.', example: time }) createdAt!: Date;
  @ListOf(() => MergedCustomerDto, {
    description: 'The customers that were merged into this one. Lists leave it out.',
    example: [],
    optional: true,
  })
  merged?: MergedCustomerDto[];
}

import {
  type CompensationKind,
  type CompensationStatus,
  compensationKinds,
  compensationStatuses,
} from '@harken/contracts';
import {
  BodyExample,
  Currency,
  Filter,
  Flag,
  Id,
  Integer,
  ListOf,
  MinorUnits,
  Nested,
  OnBehalfOf,
  OneOf,
  id as oneId,
  oneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { IntersectionType } from '@nestjs/swagger';

const id = '01926f3a-7c1e-7b54-9d0e-000000000007';
const complaintId = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const amount = { minor: 12000, currency: 'HKD' };
const nullable = { example: null, nullable: true };

export class AmountDto {
  @MinorUnits({
    description: 'In the smallest unit of the currency.',
    example: amount.minor,
    min: 1,
    max: 100_000_000_000,
  })
  minor!: number;
  @Currency({ description: 'ISO 4217.', example: amount.currency }) currency!: string;
}

/** At least one is required: the sum over all customers would be too large a query. */
export class TotalsQuery {
  @Filter(text({ max: 200, chosenId: true }), {
    description: "The customer's external id, or our id as `id:<uuid>`.",
    example: 'crm-10042',
  })
  customer?: string[];
  @Filter(oneId(), { description: 'The complaint they are for.', example: complaintId }) complaint?: string[];
}

export class CompensationQuery extends IntersectionType(PageQuery, TotalsQuery) {
  @Filter(oneOf(compensationStatuses), { description: 'Its status.', example: 'proposed' })
  status?: CompensationStatus[];
  @Filter(oneOf(compensationKinds), { description: 'What the customer gets.', example: 'refund' })
  kind?: CompensationKind[];
  @Flag({
    description: 'Whether it was approved and should be with the customer by now, but is not.',
    example: true,
    optional: true,
    query: true,
  })
  overdue?: boolean;
  @Flag({ description: 'Whether only management decides.', example: true, optional: true, query: true })
  management?: boolean;
}

export class ApproveCompensationBody {
  @OnBehalfOf() onBehalfOf?: string;
}

export class RefuseCompensationBody extends ApproveCompensationBody {
  @Text({ description: 'Why.', example: 'The guarantee covers it.', max: 2000 }) reason!: string;
}

export class ProposeBody extends ApproveCompensationBody {
  @OneOf(compensationKinds, { description: 'What it is.', example: 'refund' }) kind!: CompensationKind;
  @Nested(() => AmountDto, {
    description: 'What it is worth. Needed for a refund, a voucher and a credit; not with an apology.',
    example: amount,
    optional: true,
    nullable: true,
  })
  amount?: AmountDto | null;
  @Text({
    description: 'What is to be done, and why.',
    example: 'The lock was changed at her own cost.',
    max: 2000,
  })
  description!: string;
}

@BodyExample({
  outcome: 'fulfilled',
  fulfilledAt: '2026-03-05T08:00:00.000Z',
  reference: 'payment-8812',
})
export class FulfilmentBody extends ApproveCompensationBody {
  @OneOf(['fulfilled', 'failed'], { description: 'What came of it.', example: 'fulfilled' })
  outcome!: 'fulfilled' | 'failed';
  @Timestamp({
    description: 'When the customer got it; now unless given. Not with `failed`.',
    example: '2026-03-05T08:00:00.000Z',
    optional: true,
  })
  fulfilledAt?: string;
  @Text({ description: "The CRM's own number for it.", example: 'payment-8812', optional: true, max: 200 })
  reference?: string;
  @Text({
    description: 'Why it failed; needed with `failed`.',
    example: 'The account is closed.',
    optional: true,
    requiredIf: ({ outcome }: FulfilmentBody) => outcome === 'failed',
    max: 2000,
  })
  reason?: string;
}

class PartyDto {
  @Text({ description: 'The client.', example: 'acme' }) name!: string;
  @Id({ description: 'Its key; null: a signed token.', example: id, nullable: true }) keyId!: string | null;
  @Text({ description: 'The verified person.', example: 'anna', nullable: true }) person!: string | null;
}

export class CompensationDto {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @Id({ description: 'What it is for.', example: complaintId }) complaintId!: string;
  @Text({ description: "Who gets it: the customer's external id.", ...nullable, example: 'crm-10042' })
  customer!: string | null;
  @Integer({ description: 'Grows with each change; the ETag.', example: 1 }) version!: number;
  @OneOf(compensationKinds, { description: 'What it is.', example: 'refund' }) kind!: string;
  @Nested(() => AmountDto, {
    description: 'What it is worth; null where there is nothing to pay.',
    example: amount,
    nullable: true,
  })
  amount!: AmountDto | null;
  @Text({ description: 'What is to be done, and why.', example: 'The lock was changed at her own cost.' })
  description!: string;
  @OneOf(compensationStatuses, { description: 'Where it stands.', example: 'proposed' }) status!: string;
  @Integer({ description: 'The limits it was proposed under.', example: 1 }) limitsVersion!: number;
  @Flag({ description: 'Whether another person than the proposer has to approve it.', example: false })
  fourEyes!: boolean;
  @Flag({ description: 'Whether only management decides on it.', example: false }) management!: boolean;
  @Text({ description: 'Who proposed it: the verified person, else as said, else the client.', example: 'anna' })
  proposedBy!: string;
  @Nested(() => PartyDto, { description: 'Whom four eyes count as proposer.' }) proposer!: PartyDto;
  @Timestamp({ description: 'When.', example: at }) proposedAt!: Date;
  @Timestamp({
    description: 'When the proposal expires unless somebody decides.',
    example: '2026-03-16T10:15:02.000Z',
  })
  expiresAt!: Date;
  @Text({ description: 'Who approved it.', ...nullable }) approvedBy!: string | null;
  @Nested(() => PartyDto, { description: 'Whom four eyes count as approver.', ...nullable }) approver!: PartyDto | null;
  @Timestamp({ description: 'When it was approved.', ...nullable }) approvedAt!: Date | null;
  @Timestamp({ description: 'By when the customer is to have it.', ...nullable }) fulfilBy!: Date | null;
  @Timestamp({ description: 'When the alarm was raised that the customer does not have it yet.', ...nullable })
  overdueAt!: Date | null;
  @Timestamp({ description: 'When the customer got it.', ...nullable }) fulfilledAt!: Date | null;
  @Text({ description: "The CRM's own number for it.", ...nullable }) reference!: string | null;
  @Text({ description: 'Why it was declined, cancelled or not fulfilled.', ...nullable }) reason!: string | null;
  @Timestamp({ description: 'When it came to its present status.', example: at }) changedAt!: Date;
  @Text({ description: 'Who brought it there.', example: 'anna' }) changedBy!: string;
}

class SumDto {
  @Text({ description: 'ISO 4217; null: what costs nothing.', example: 'HKD', nullable: true })
  currency!: string | null;
  @Integer({ description: 'Together, in the smallest unit.', example: 12000 }) minor!: number;
  @Integer({ description: 'How many.', example: 1 }) count!: number;
}

class StatusSumDto extends SumDto {
  @OneOf(compensationStatuses, { description: 'Where they stand.', example: 'fulfilled' }) status!: string;
}

export class CompensationTotalsDto {
  @ListOf(() => SumDto, { description: 'What customers have, per currency.' }) spent!: SumDto[];
  @ListOf(() => SumDto, { description: 'What was approved and is on its way, per currency.' }) promised!: SumDto[];
  @ListOf(() => StatusSumDto, { description: 'All of it, per status and currency.' }) byStatus!: StatusSumDto[];
}

import { compensationKinds, compensationStatuses } from '@harken/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, Min } from 'class-validator';

const id = '01926f3a-7c1e-7b54-9d0e-000000000007';
const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });
const nullableTimestamp = (description: string, example: string | null = null) =>
  ApiProperty({ description, type: 'string', format: 'date-time', nullable: true, example });

export class AmountDto {
  @ApiProperty({ description: 'In the smallest unit of the currency.', type: 'integer', example: 12000 })
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  minor!: number;

  @ApiProperty({ description: 'ISO 4217.', example: 'HKD' })
  @IsString()
  @Matches(/^[A-Z]{3}$/, { message: 'must be three capital letters' })
  currency!: string;
}

export class CompensationDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'What it is for.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' })
  complaintId!: string;
  @ApiProperty({ description: "Who gets it: the customer's external id.", example: 'crm-10042' })
  customer!: string;
  @ApiProperty({ description: 'Grows with each change; the ETag.', type: 'integer', example: 1 })
  version!: number;
  @ApiProperty({ description: 'What it is.', enum: compensationKinds, example: 'refund' })
  kind!: string;
  @ApiProperty({
    description: 'What it is worth; null where there is nothing to pay.',
    type: AmountDto,
    nullable: true,
    example: { minor: 12000, currency: 'HKD' },
  })
  amount!: AmountDto | null;
  @ApiProperty({ description: 'What is to be done, and why.', example: 'The lock was changed at her own cost.' })
  description!: string;
  @ApiProperty({ description: 'Where it stands.', enum: compensationStatuses, example: 'proposed' })
  status!: string;
  @ApiProperty({ description: 'The limits it was proposed under.', type: 'integer', example: 1 })
  limitsVersion!: number;
  @ApiProperty({ description: 'Whether another person than the proposer has to approve it.', example: false })
  fourEyes!: boolean;
  @ApiProperty({ description: 'Whether only management decides on it.', example: false })
  management!: boolean;
  @ApiProperty({ description: 'Who proposed it.', example: 'anna' })
  proposedBy!: string;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  proposedAt!: Date;
  @ApiProperty({
    description: 'When the proposal expires unless somebody decides.',
    format: 'date-time',
    example: '2026-03-16T10:15:02.000Z',
  })
  expiresAt!: Date;
  @nullableProperty('Who approved it.', null)
  approvedBy!: string | null;
  @nullableTimestamp('When it was approved.')
  approvedAt!: Date | null;
  @nullableTimestamp('By when the customer is to have it.')
  fulfilBy!: Date | null;
  @nullableTimestamp('When the alarm was raised that the customer does not have it yet.')
  overdueAt!: Date | null;
  @nullableTimestamp('When the customer got it.')
  fulfilledAt!: Date | null;
  @nullableProperty("The CRM's own number for it.", null)
  reference!: string | null;
  @nullableProperty('Why it was declined, cancelled or not fulfilled.', null)
  reason!: string | null;
  @ApiProperty({ description: 'When it came to its present status.', format: 'date-time', example: at })
  changedAt!: Date;
  @ApiProperty({ description: 'Who brought it there.', example: 'anna' })
  changedBy!: string;
}

class SumDto {
  @ApiProperty({ description: 'ISO 4217; null: what costs nothing.', type: 'string', nullable: true, example: 'HKD' })
  currency!: string | null;
  @ApiProperty({ description: 'Together, in the smallest unit.', type: 'integer', example: 12000 })
  minor!: number;
  @ApiProperty({ description: 'How many.', type: 'integer', example: 1 })
  count!: number;
}

class StatusSumDto extends SumDto {
  @ApiProperty({ description: 'Where they stand.', enum: compensationStatuses, example: 'fulfilled' })
  status!: string;
}

export class CompensationTotalsDto {
  @ApiProperty({ description: 'What customers have, per currency.', type: [SumDto] })
  spent!: SumDto[];
  @ApiProperty({ description: 'What was approved and is on its way, per currency.', type: [SumDto] })
  promised!: SumDto[];
  @ApiProperty({ description: 'All of it, per status and currency.', type: [StatusSumDto] })
  byStatus!: StatusSumDto[];
}

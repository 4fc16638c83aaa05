import { type CompensationKind, compensationKinds } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsObject, IsOptional, IsString, Length, ValidateIf, ValidateNested } from 'class-validator';
import { AmountDto } from './compensation.dto.ts';

class PersonBody {
  @ApiPropertyOptional({
    description: 'The person behind the key. Four eyes are counted by it, else by the name of the key.',
    example: 'anna',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

export class ProposeBody extends PersonBody {
  @ApiProperty({ description: 'What it is.', enum: compensationKinds, example: 'refund' })
  @IsIn(compensationKinds)
  kind!: CompensationKind;

  @ApiPropertyOptional({
    description: 'What it is worth. Needed for a refund, a voucher and a credit; not with an apology.',
    type: AmountDto,
    nullable: true,
    example: { minor: 12000, currency: 'HKD' },
  })
  @ValidateIf(({ amount }: ProposeBody) => amount !== undefined && amount !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => AmountDto)
  amount?: AmountDto | null;

  @ApiProperty({ description: 'What is to be done, and why.', example: 'The lock was changed at her own cost.' })
  @IsString()
  @Length(1, 2000)
  description!: string;
}

export class ApproveCompensationBody extends PersonBody {}

export class RefuseCompensationBody extends PersonBody {
  @ApiProperty({ description: 'Why.', example: 'The guarantee covers it.' })
  @IsString()
  @Length(1, 2000)
  reason!: string;
}

export class FulfilmentBody extends PersonBody {
  @ApiProperty({ description: 'What came of it.', enum: ['fulfilled', 'failed'], example: 'fulfilled' })
  @IsIn(['fulfilled', 'failed'])
  outcome!: 'fulfilled' | 'failed';

  @ApiPropertyOptional({
    description: 'When the customer got it; now unless given. Not with `failed`.',
    format: 'date-time',
    example: '2026-03-05T08:00:00.000Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  fulfilledAt?: string;

  @ApiPropertyOptional({ description: "The CRM's own number for it.", example: 'payment-8812' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  reference?: string;

  @ApiPropertyOptional({ description: 'Why it failed; needed with `failed`.', example: 'The account is closed.' })
  @ValidateIf(({ outcome, reason }: FulfilmentBody) => outcome === 'failed' || reason !== undefined)
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type ApproverRole, approverRoles, limitsDefaults } from './compensation-limits.ts';

const maxAmount = 1_000_000_000_000;

class CurrencyDto {
  @ApiProperty({ description: 'ISO 4217.', example: 'HKD' })
  @IsString()
  @Matches(/^[A-Z]{3}$/, { message: 'must be three capital letters' })
  currency!: string;
}

export class ApprovalLimitDto extends CurrencyDto {
  @ApiProperty({ description: 'Whose limit.', enum: approverRoles, example: 'handler' })
  @IsIn(approverRoles)
  role!: ApproverRole;

  @ApiProperty({
    description: 'The most it approves, in the smallest unit of the currency.',
    type: 'integer',
    example: 50000,
  })
  @IsInt()
  @Min(0)
  @Max(maxAmount)
  upTo!: number;
}

export class ThresholdDto extends CurrencyDto {
  @ApiProperty({ description: 'In the smallest unit of the currency.', type: 'integer', example: 200000 })
  @IsInt()
  @Min(0)
  @Max(maxAmount)
  amount!: number;
}

export class CompensationLimitsBody {
  @ApiProperty({
    description: 'Who approves how much. In a currency without a limit of its own, a role approves nothing.',
    type: [ApprovalLimitDto],
  })
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ApprovalLimitDto)
  limits!: ApprovalLimitDto[];

  @ApiPropertyOptional({
    description: 'Above these another person than the proposer has to approve. A currency that is not named: never.',
    type: [ThresholdDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => ThresholdDto)
  fourEyesAbove?: ThresholdDto[];

  @ApiPropertyOptional({
    description:
      'Above these only management (supervisor, manager) decides, within its own limits. A currency that is not named: above the limits of everybody else.',
    type: [ThresholdDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => ThresholdDto)
  managementAbove?: ThresholdDto[];

  @ApiPropertyOptional({
    description: 'How long a proposal waits for a decision, ISO 8601.',
    default: limitsDefaults.proposalExpiresAfter,
    example: 'P14D',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  proposalExpiresAfter?: string;

  @ApiPropertyOptional({
    description: 'How long after its approval the customer is to have it, ISO 8601.',
    default: limitsDefaults.fulfilWithin,
    example: 'P7D',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  fulfilWithin?: string;
}

export class CompensationLimitsDto extends CompensationLimitsBody {
  @ApiProperty({ description: 'Grows with each publication; the ETag.', type: 'integer', example: 2 })
  version!: number;
}

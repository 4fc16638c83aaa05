import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsTime } from '../calendars/is-time.dto.ts';
import { countedFields } from '../policies/routing-rules/conditions.ts';
import { countOf, limitOf, PeriodDto, periodEnd, periodStart, ruleOf } from './dry-run-fields.dto.ts';

export class CoverageQuery {
  @periodStart
  @IsOptional()
  @IsTime()
  from?: string;

  @periodEnd
  @IsOptional()
  @IsTime()
  to?: string;

  @limitOf(10_000, 2_000)
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  limit?: number;
}

class RuleShareDto {
  @ruleOf('The rule; null is the fallback team.')
  rule!: string | null;
  @ApiProperty({ description: 'Its team.', example: 'after-sales' })
  team!: string;
  @countOf('How many complaints it holds for, whichever rule comes before it.', 20)
  held!: number;
  @countOf('How many it decides.', 12)
  won!: number;
  @ApiProperty({ description: 'Of all; null without any.', type: 'number', nullable: true, example: 0.12 })
  share!: number | null;
}

class ShadowedByDto {
  @ApiProperty({ description: 'The rule that came before it.', example: 'everything-by-phone' })
  rule!: string;
  @countOf('How often.', 8)
  complaints!: number;
}

class ShadowedDto {
  @ApiProperty({ description: 'The rule.', example: 'handover-defects' })
  rule!: string;
  @countOf('How many it holds for.', 8)
  held!: number;
  @ApiProperty({ description: 'Which rules took them.', type: [ShadowedByDto] })
  by!: readonly ShadowedByDto[];
}

class FallbackValueDto {
  @ApiProperty({ description: 'The field.', enum: countedFields, example: 'category' })
  field!: string;
  @ApiProperty({ description: 'The value, in lower case.', example: 'parking' })
  value!: string;
  @countOf('How many complaints had it.', 5)
  complaints!: number;
}

export class CoverageDto extends PeriodDto {
  @countOf('The version of the rules.', 2)
  version!: number;
  @countOf('How many complaints were looked at.', 100)
  complaints!: number;
  @ApiProperty({ description: 'Every rule in its order, the fallback last.', type: [RuleShareDto] })
  rules!: readonly RuleShareDto[];
  @ApiProperty({ description: 'Rules that hold for none of them.', type: [String], example: ['old-campaign'] })
  neverHeld!: readonly string[];
  @ApiProperty({ description: 'Rules that hold, but always after another.', type: [ShadowedDto] })
  shadowed!: readonly ShadowedDto[];
  @ApiProperty({ description: 'Values that no rule ever took, the most frequent first.', type: [FallbackValueDto] })
  alwaysFallBack!: readonly FallbackValueDto[];
}

import { type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { countedFields } from './conditions.ts';
import { IsTime } from './is-time.dto.ts';
import { RoutingRulesBody } from './routing-rules.dto.ts';

const from = '2026-03-01T00:00:00.000Z';
const to = '2026-03-31T00:00:00.000Z';
const countOf = (description: string, example: number) => ApiProperty({ description, type: 'integer', example });
const ruleOf = (description: string) =>
  ApiProperty({ description, type: 'string', nullable: true, example: 'handover-defects' });
const periodStart = ApiPropertyOptional({
  description: 'Opened at or after; thirty days before `to` unless given.',
  format: 'date-time',
  example: from,
});
const periodEnd = ApiPropertyOptional({
  description: 'Opened before; now unless given.',
  format: 'date-time',
  example: to,
});
const limitOf = (maximum: number, usual: number) =>
  ApiPropertyOptional({
    ...{ description: 'How many complaints at most, the newest first.', type: 'integer', minimum: 1, maximum },
    ...{ default: usual, example: usual },
  });

export class DryRunBody extends RoutingRulesBody {
  @periodStart
  @IsOptional()
  @IsTime()
  from?: string;

  @periodEnd
  @IsOptional()
  @IsTime()
  to?: string;

  @limitOf(1000, 100)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}

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

class PeriodDto {
  @ApiProperty({ description: 'Opened at or after.', format: 'date-time', example: from })
  from!: Date;
  @ApiProperty({ description: 'Opened before.', format: 'date-time', example: to })
  to!: Date;
}

class WayDto {
  @ApiProperty({ description: 'The team.', example: 'after-sales' })
  team!: string;
  @ruleOf('The rule that won; null is the fallback team.')
  rule!: string | null;
  @ApiProperty({ description: 'How bad it is then.', enum: severities, example: 'high' })
  severity!: Severity;
}

class WentDto extends WayDto {
  @ApiProperty({ description: 'The team that has it now.', example: 'plumbing' })
  teamNow!: string;
}

class WouldDto extends WayDto {
  @ApiProperty({ description: 'What the rule asks of the person.', type: [String], example: ['plumbing'] })
  skills!: readonly string[];
}

class ReasonDto {
  @ApiProperty({ description: 'The condition, in the rule.', example: '/when/any/1/text' })
  pointer!: string;
  @ApiProperty({ description: 'Its kind.', example: 'text' })
  condition!: string;
  @ApiProperty({
    description: 'What made it hold; null below a `not`, where nothing did.',
    type: 'string',
    nullable: true,
    example: '漏水',
  })
  found!: string | null;
}

class TrialDto {
  @ApiProperty({ description: 'The complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' })
  complaintId!: string;
  @ApiProperty({ description: 'Its number for people.', example: 'C-2026-000042' })
  number!: string;
  @ApiProperty({ description: 'When it came in.', format: 'date-time', example: from })
  openedAt!: Date;
  @ApiProperty({ description: 'Where it went.', type: WentDto })
  went!: WentDto;
  @ApiProperty({ description: 'Where it would have gone.', type: WouldDto })
  would!: WouldDto;
  @ApiProperty({ description: 'The conditions that made the rule win; none for the fallback.', type: [ReasonDto] })
  why!: readonly ReasonDto[];
  @ApiProperty({
    description: 'What is not the same.',
    enum: ['team', 'rule', 'severity'],
    isArray: true,
    example: ['team'],
  })
  differs!: readonly string[];
}

class RuleCountDto {
  @ruleOf('The rule; null is the fallback team.')
  rule!: string | null;
  @ApiProperty({ description: 'Its team.', example: 'after-sales' })
  team!: string;
  @countOf('How many it would have won.', 12)
  complaints!: number;
}

class TeamCountDto {
  @ApiProperty({ description: 'The team.', example: 'after-sales' })
  team!: string;
  @countOf('How many went there.', 9)
  went!: number;
  @countOf('How many would have gone there.', 12)
  would!: number;
}

class TrialCountsDto {
  @countOf('How many were tried.', 100)
  complaints!: number;
  @countOf('How many would have gone another way.', 7)
  differing!: number;
  @ApiProperty({ description: 'By rule, in their order, the fallback last.', type: [RuleCountDto] })
  rules!: readonly RuleCountDto[];
  @ApiProperty({ description: 'By team.', type: [TeamCountDto] })
  teams!: readonly TeamCountDto[];
}

export class DryRunDto extends PeriodDto {
  @ApiProperty({ description: 'How many of what.', type: TrialCountsDto })
  counts!: TrialCountsDto;
  @ApiProperty({ description: 'Each complaint.', type: [TrialDto] })
  items!: readonly TrialDto[];
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

class FallenBackDto {
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
  @ApiProperty({ description: 'Values that no rule ever took, the most frequent first.', type: [FallenBackDto] })
  alwaysFallBack!: readonly FallenBackDto[];
}

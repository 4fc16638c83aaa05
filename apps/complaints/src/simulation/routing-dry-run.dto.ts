import { type Severity, severities } from '@harken/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsTime } from '../calendars/is-time.dto.ts';
import { RoutingRulesBody } from '../policies/routing-rules/routing-rules.dto.ts';
import { countOf, limitOf, PeriodDto, periodEnd, periodStart, ruleOf } from './dry-run-fields.dto.ts';

export class RoutingDryRunBody extends RoutingRulesBody {
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

class RouteDto {
  @ApiProperty({ description: 'The team.', example: 'after-sales' })
  team!: string;
  @ruleOf('The rule that won; null is the fallback team.')
  rule!: string | null;
  @ApiProperty({ description: 'How bad it is then.', enum: severities, example: 'high' })
  severity!: Severity;
}

class RoutedToDto extends RouteDto {
  @ApiProperty({ description: 'The team that has it now.', example: 'plumbing' })
  teamNow!: string;
}

class WouldRouteToDto extends RouteDto {
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

class RoutingDryRunItemDto {
  @ApiProperty({ description: 'The complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' })
  complaintId!: string;
  @ApiProperty({ description: 'Its number for people.', example: 'C-2026-000042' })
  number!: string;
  @ApiProperty({ description: 'When it came in.', format: 'date-time', example: '2026-03-01T00:00:00.000Z' })
  openedAt!: Date;
  @ApiProperty({ description: 'Where it went.', type: RoutedToDto })
  went!: RoutedToDto;
  @ApiProperty({ description: 'Where it would have gone.', type: WouldRouteToDto })
  would!: WouldRouteToDto;
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

class RoutingDryRunCountsDto {
  @countOf('How many were tried.', 100)
  complaints!: number;
  @countOf('How many would have gone another way.', 7)
  differing!: number;
  @ApiProperty({ description: 'By rule, in their order, the fallback last.', type: [RuleCountDto] })
  rules!: readonly RuleCountDto[];
  @ApiProperty({ description: 'By team.', type: [TeamCountDto] })
  teams!: readonly TeamCountDto[];
}

export class RoutingDryRunDto extends PeriodDto {
  @ApiProperty({ description: 'How many of what.', type: RoutingDryRunCountsDto })
  counts!: RoutingDryRunCountsDto;
  @ApiProperty({ description: 'Each complaint.', type: [RoutingDryRunItemDto] })
  items!: readonly RoutingDryRunItemDto[];
}

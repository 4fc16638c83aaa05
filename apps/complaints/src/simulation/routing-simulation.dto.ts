import { type Severity, severities } from '@harken/contracts';
import { Id, Integer, ListOf, Nested, Num, OneOf, oneOf, Text, Timestamp, text } from '@harken/service';
import { countedFields } from '../policies/routing-rules/conditions.ts';
import { RoutingRulesBody } from '../policies/routing-rules/routing-rules.dto.ts';

const march = '2026-03-01T00:00:00.000Z';
const periodStart = {
  description: 'Opened at or after; thirty days before `to` unless given.',
  example: march,
  optional: true,
};
const periodEnd = {
  description: 'Opened before; now unless given.',
  example: '2026-03-31T00:00:00.000Z',
  optional: true,
};
const limitOf = (max: number, usual: number) => ({
  ...{ description: 'How many complaints at most, the newest first.', example: usual, optional: true, default: usual },
  ...{ min: 1, max, openApi: { minimum: 1, maximum: max } },
});
const Rule = (description: string) => Text({ description, example: 'handover-defects', nullable: true });

export class RoutingDryRunBody extends RoutingRulesBody {
  @Timestamp(periodStart) from?: string;
  @Timestamp(periodEnd) to?: string;
  @Integer(limitOf(1000, 100)) limit?: number;
}

export class CoverageQuery {
  @Timestamp({ ...periodStart, query: true }) from?: string;
  @Timestamp({ ...periodEnd, query: true }) to?: string;
  @Integer({ ...limitOf(10_000, 2_000), query: true }) limit?: number;
}

/** The period that was evaluated. */
class PeriodDto {
  @Timestamp({ description: 'Opened at or after.', example: march }) from!: Date;
  @Timestamp({ description: 'Opened before.', example: '2026-03-31T00:00:00.000Z' }) to!: Date;
}

class RouteDto {
  @Text({ description: 'The team.', example: 'after-sales' }) team!: string;
  @Rule('The rule that won; null is the fallback team.') rule!: string | null;
  @OneOf(severities, { description: 'How bad it is then.', example: 'high' }) severity!: Severity;
}

class RoutedToDto extends RouteDto {
  @Text({ description: 'The team that has it now.', example: 'plumbing' }) teamNow!: string;
}

class WouldRouteToDto extends RouteDto {
  @ListOf(text(), { description: 'What the rule asks of the person.', example: ['plumbing'] })
  skills!: readonly string[];
}

class ReasonDto {
  @Text({ description: 'The condition, in the rule.', example: '/when/any/1/text' }) pointer!: string;
  @Text({ description: 'Its kind.', example: 'text' }) condition!: string;
  @Text({ description: 'What made it hold; null below a `not`, where nothing did.', example: '漏水', nullable: true })
  found!: string | null;
}

class RoutingDryRunItemDto {
  @Id({ description: 'The complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' }) complaintId!: string;
  @Text({ description: 'Its number for people.', example: 'C-2026-000042' }) number!: string;
  @Timestamp({ description: 'When it came in.', example: march }) openedAt!: Date;
  @Nested(() => RoutedToDto, { description: 'Where it went.' }) went!: RoutedToDto;
  @Nested(() => WouldRouteToDto, { description: 'Where it would have gone.' }) would!: WouldRouteToDto;
  @ListOf(() => ReasonDto, { description: 'The conditions that made the rule win; none for the fallback.' })
  why!: readonly ReasonDto[];
  @ListOf(oneOf(['team', 'rule', 'severity']), { description: 'What is not the same.', example: ['team'] })
  differs!: readonly string[];
}

class RuleCountDto {
  @Rule('The rule; null is the fallback team.') rule!: string | null;
  @Text({ description: 'Its team.', example: 'after-sales' }) team!: string;
  @Integer({ description: 'How many it would have won.', example: 12 }) complaints!: number;
}

class TeamCountDto {
  @Text({ description: 'The team.', example: 'after-sales' }) team!: string;
  @Integer({ description: 'How many went there.', example: 9 }) went!: number;
  @Integer({ description: 'How many would have gone there.', example: 12 }) would!: number;
}

class RoutingDryRunCountsDto {
  @Integer({ description: 'How many were tried.', example: 100 }) complaints!: number;
  @Integer({ description: 'How many would have gone another way.', example: 7 }) differing!: number;
  @ListOf(() => RuleCountDto, { description: 'By rule, in their order, the fallback last.' })
  rules!: readonly RuleCountDto[];
  @ListOf(() => TeamCountDto, { description: 'By team.' }) teams!: readonly TeamCountDto[];
}

export class RoutingDryRunDto extends PeriodDto {
  @Nested(() => RoutingDryRunCountsDto, { description: 'How many of what.' }) counts!: RoutingDryRunCountsDto;
  @ListOf(() => RoutingDryRunItemDto, { description: 'Each complaint.' }) items!: readonly RoutingDryRunItemDto[];
}

class RuleShareDto {
  @Rule('The rule; null is the fallback team.') rule!: string | null;
  @Text({ description: 'Its team.', example: 'after-sales' }) team!: string;
  @Integer({ description: 'How many complaints it holds for, whichever rule comes before it.', example: 20 })
  held!: number;
  @Integer({ description: 'How many it decides.', example: 12 }) won!: number;
  @Num({ description: 'Of all; null without any.', example: 0.12, nullable: true }) share!: number | null;
}

class ShadowedByDto {
  @Text({ description: 'The rule that came before it.', example: 'everything-by-phone' }) rule!: string;
  @Integer({ description: 'How often.', example: 8 }) complaints!: number;
}

class ShadowedDto {
  @Text({ description: 'The rule.', example: 'handover-defects' }) rule!: string;
  @Integer({ description: 'How many it holds for.', example: 8 }) held!: number;
  @ListOf(() => ShadowedByDto, { description: 'Which rules took them.' }) by!: readonly ShadowedByDto[];
}

class FallbackValueDto {
  @OneOf(countedFields, { description: 'The field.', example: 'category' }) field!: string;
  @Text({ description: 'The value, in lower case.', example: 'parking' }) value!: string;
  @Integer({ description: 'How many complaints had it.', example: 5 }) complaints!: number;
}

export class CoverageDto extends PeriodDto {
  @Integer({ description: 'The version of the rules.', example: 2 }) version!: number;
  @Integer({ description: 'How many complaints were looked at.', example: 100 }) complaints!: number;
  @ListOf(() => RuleShareDto, { description: 'Every rule in its order, the fallback last.' })
  rules!: readonly RuleShareDto[];
  @ListOf(text(), { description: 'Rules that hold for none of them.', example: ['old-campaign'] })
  neverHeld!: readonly string[];
  @ListOf(() => ShadowedDto, { description: 'Rules that hold, but always after another.' })
  shadowed!: readonly ShadowedDto[];
  @ListOf(() => FallbackValueDto, { description: 'Values that no rule ever took, the most frequent first.' })
  alwaysFallBack!: readonly FallbackValueDto[];
}

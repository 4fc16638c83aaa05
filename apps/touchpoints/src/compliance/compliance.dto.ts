import { Flag, Integer, ListOf, Nested, Num, OneOf, Text, Timestamp } from '@harken/service';
import { IntervalDto } from '../monitors/monitor.dto.ts';
import { type Grouping, groupings } from './compliance.queries.ts';
import { type ActionCompliance, type ComplianceRow } from './compliance.ts';

export class ComplianceQuery {
  @Timestamp({ description: 'Observed from this time on.', example: '2026-03-01T00:00:00Z', optional: true })
  from?: string;
  @Timestamp({ description: 'Observed before this time.', example: '2026-04-01T00:00:00Z', optional: true })
  to?: string;
  @OneOf(groupings, { description: 'A row per team or person, too.', example: 'team', optional: true }) by?: Grouping;
}

export class ComplianceRowDto implements ComplianceRow {
  @Integer({ description: 'How often it was observed.', example: 20 }) n!: number;
  @Integer({ description: 'How often it was done.', example: 17 }) done!: number;
  @Num({ description: 'The share, 0 to 1; null without an observation.', example: 0.85, nullable: true })
  share!: number | null;
  @Nested(() => IntervalDto, { description: 'Its Wilson interval; null without an observation.', nullable: true })
  interval!: IntervalDto | null;
}

export class ActionComplianceDto extends ComplianceRowDto implements ActionCompliance {
  @Text({ description: 'The action.', example: 'Hand over all keys' }) action!: string;
  @Flag({ description: 'Whether it is a standard action of the touchpoint.', example: true }) standard!: boolean;
  @Text({
    description: 'The team or person; null if not known, or without `by`.',
    example: 'after-sales',
    nullable: true,
  })
  group!: string | null;
}

export class GroupComplianceDto extends ComplianceRowDto {
  @Text({ description: 'The team or person.', example: 'after-sales' }) group!: string;
}

export class ComplianceDto {
  @Text({ description: 'The touchpoint.', example: 'handover' }) touchpoint!: string;
  @Nested(() => ComplianceRowDto, { description: 'Of all its standard actions.' }) total!: ComplianceRow;
  @ListOf(() => GroupComplianceDto, { description: 'The same per team or person.' }) groups!: GroupComplianceDto[];
  @ListOf(() => ActionComplianceDto, { description: 'Each standard action, then others that were observed.' })
  items!: ActionCompliance[];
}

import { Flag, Id, Integer, ListOf, Nested, Num, OmitFields, OneOf, Text, Timestamp, text } from '@harken/service';
import { IntervalDto } from '../../figures/figures.dto.ts';
import { ScoresQueryParams } from '../../scores/scores.dto.ts';
import { DatedEventDto, PeriodFigureDto } from '../changes/changes.dto.ts';
import { relationshipReasons } from './relationships.ts';

export class PatternQueryParams extends OmitFields(ScoresQueryParams, [
  'groupBy',
  'cursor',
  'limit',
  'pattern',
  'metric',
  'product',
  'location',
]) {
  @Text({
    description: 'The score: `nps`, `csat`, `ces` or `rating:<name>`.',
    example: 'nps',
    default: 'nps',
    optional: true,
    min: 0,
    max: 220,
  })
  metric: string = 'nps';
}

/** What the rows of single feedback can be told apart by. */
export class PresentQueryParams extends OmitFields(PatternQueryParams, [
  'channel',
  'tier',
  'campaign',
  'phase',
  'language',
  'stage',
  'journey',
  'team',
]) {}

export class PotentialQueryParams extends OmitFields(PresentQueryParams, ['metric', 'period', 'programme', 'method']) {}

const Reason = () =>
  Text({ description: 'Why there is nothing to show; null if there is.', example: null, nullable: true });
const Value = (description: string, example: number) => Num({ description, example, nullable: true });
const Place = () => Text({ description: 'The touchpoint; null for none.', example: 'handover', nullable: true });

export class TrendPointDto {
  @Timestamp({ description: 'The beginning of the period.', example: '2026-03-01T00:00:00.000Z' }) period!: string;
  @Integer({ description: 'How many answers.', example: 40 }) n!: number;
  @Value('The score.', 12.5) value!: number | null;
}

export class TouchpointTrendDto {
  @Place() touchpoint!: string | null;
  @Integer({ description: 'How many answers.', example: 240 }) n!: number;
  @Value('The score.', 0) value!: number | null;
  @Nested(() => IntervalDto, { description: 'Where the score lies; null without one.', nullable: true })
  interval!: IntervalDto | null;
  @Nested(() => PeriodFigureDto, { description: 'In the period as long before; null without one.', nullable: true })
  before!: PeriodFigureDto | null;
  @Value('Its change; null if a period has no answers, or no period was asked for.', -15) change!: number | null;
  @Value('How often chance alone moves it so far.', 0.0004) p!: number | null;
  @Flag({ description: 'Whether it moved beyond chance (Benjamini and Hochberg, 5 %).', example: true })
  beyondChance!: boolean;
  @ListOf(() => TrendPointDto, { description: 'The score per period.' }) trend!: TrendPointDto[];
}

export class EmergingIssueDto {
  @Place() touchpoint!: string | null;
  @Text({ description: 'The category of the complaints.', example: 'defect', nullable: true }) category!: string | null;
  @Integer({ description: 'Complaints in the period before.', example: 4 }) before!: number;
  @Integer({ description: 'Complaints in this period.', example: 19 }) after!: number;
  @Num({ description: 'As many as the period before makes likely.', example: 4 }) expected!: number;
  @Num({ description: 'How often chance alone makes so many.', example: 0.0009 }) p!: number;
}

export class PastPatternDto {
  @Reason() reason!: string | null;
  @ListOf(() => TouchpointTrendDto, { description: 'Transactions by touchpoint.' }) items!: TouchpointTrendDto[];
  @ListOf(() => EmergingIssueDto, {
    description: 'Complaints that are beyond chance more than before; null without `from` and `to`.',
    nullable: true,
  })
  emergingIssues!: EmergingIssueDto[] | null;
  @ListOf(() => DatedEventDto, { description: 'What happened in the period, the newest first; empty without one.' })
  events!: DatedEventDto[];
}

export class WaveDto {
  @Timestamp({ description: 'The beginning of its period.', example: '2026-01-01T00:00:00.000Z' }) period!: string;
  @Integer({ description: 'How many answers.', example: 120 }) n!: number;
  @Value('The score.', 31) value!: number | null;
  @Nested(() => IntervalDto, { description: 'Where the score lies; null without one.', nullable: true })
  interval!: IntervalDto | null;
}

export class SurveyWavesDto {
  @Text({ description: 'The programme; null for feedback of none.', example: 'relationship', nullable: true })
  programme!: string | null;
  @Text({ description: 'The method.', example: 'account_study', nullable: true }) method!: string | null;
  @Nested(() => WaveDto, { description: 'The newest wave.' }) wave!: WaveDto;
  @Nested(() => WaveDto, { description: 'The last one before; null for the first.', nullable: true })
  before!: WaveDto | null;
  @Value('Its change.', 6) change!: number | null;
  @Value('How often chance alone moves it so far.', 0.2) p!: number | null;
}

export class RelationshipReasonDto {
  @OneOf(relationshipReasons, {
    description:
      '`promoter` NPS 9 or 10, `satisfied` CSAT 5, `detractor` NPS up to 6, `dissatisfied` CSAT up to 2; `rose`, `fell`: NPS moved by 3 or more.',
    example: 'fell',
  })
  code!: (typeof relationshipReasons)[number];
  @ListOf(text({ max: 36 }), {
    description: 'The feedback that says so.',
    example: ['01926f3a-7c1e-7b54-9d0e-000000000002'],
  })
  evidence!: string[];
}

export class RelationshipEntryDto {
  @Id({ description: 'The customer; other routes take `id:<uuid>`.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' })
  customer!: string;
  @Timestamp({ description: 'When they last answered.', example: '2026-03-02T09:15:00.000Z' }) at!: string;
  @Integer({ description: 'Their NPS answer.', example: 4, nullable: true }) nps!: number | null;
  @Integer({ description: 'Their CSAT answer.', example: null, nullable: true }) csat!: number | null;
  @ListOf(() => RelationshipReasonDto, { description: 'Why.' }) reasons!: RelationshipReasonDto[];
}

export class PresentPatternDto {
  @Reason() reason!: string | null;
  @ListOf(() => SurveyWavesDto, { description: 'Surveys and studies against their last wave.' })
  items!: SurveyWavesDto[];
  @ListOf(() => RelationshipEntryDto, { description: 'Customers to grow with, the newest first, at most 500.' })
  opportunities!: RelationshipEntryDto[];
  @ListOf(() => RelationshipEntryDto, { description: 'Customers who may be lost, the newest first, at most 500.' })
  critical!: RelationshipEntryDto[];
}

export class StudyDto {
  @Text({ description: 'The method.', example: 'focus_group' }) method!: string;
  @Text({ description: 'The programme; null for none.', example: null, nullable: true }) programme!: string | null;
  @Integer({ description: 'How much was said.', example: 34 }) n!: number;
  @Integer({ description: 'By how many known customers.', example: 8 }) customers!: number;
  @Integer({ description: 'How much of it in words.', example: 34 }) withText!: number;
  @Timestamp({ description: 'The first.', example: '2026-02-02T09:15:00.000Z' }) first!: string;
  @Timestamp({ description: 'The last.', example: '2026-03-02T09:15:00.000Z' }) last!: string;
}

export class QuoteReferenceDto {
  @Id({ description: 'The feedback that holds the words.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' })
  evidence!: string;
  @Text({ description: 'The method.', example: 'focus_group' }) method!: string;
  @Place() touchpoint!: string | null;
  @Timestamp({ description: 'When.', example: '2026-03-02T09:15:00.000Z' }) at!: string;
  @ListOf(text({ max: 200 }), { description: 'What it speaks of.', example: ['waiting'] }) themes!: string[];
}

export const needKinds = ['underserved', 'served_right', 'overserved'] as const;

export class UnmetNeedDto {
  @Text({ description: 'The factor.', example: 'convenience', nullable: true }) factor!: string | null;
  @Integer({ description: 'How many answers.', example: 40 }) n!: number;
  @Num({ description: 'Its mean importance, 0 to 10.', example: 9 }) importance!: number;
  @Num({ description: 'Its mean experience, 0 to 10.', example: 5 }) satisfaction!: number;
  @Num({ description: 'importance + max(importance - satisfaction, 0) (Ulwick 2005).', example: 13 })
  opportunity!: number;
  @OneOf(needKinds, {
    description: '`underserved` from 10 on; `overserved` when satisfaction is above importance.',
    example: 'underserved',
  })
  kind!: (typeof needKinds)[number];
}

export class PotentialPatternDto {
  @Reason() reason!: string | null;
  @ListOf(() => UnmetNeedDto, {
    description: 'Needs by opportunity, from what all customers said about factors; the greatest first.',
  })
  items!: UnmetNeedDto[];
  @ListOf(() => StudyDto, { description: 'Studies, groups and interviews.' }) studies!: StudyDto[];
  @ListOf(() => QuoteReferenceDto, { description: 'Where words of customers are, the newest first, at most 100.' })
  quotes!: QuoteReferenceDto[];
}

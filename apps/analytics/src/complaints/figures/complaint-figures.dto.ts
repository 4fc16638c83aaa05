import { complaintStatuses, severities } from '@harken/contracts';
import { AnyObject, Integer, Nested, Num } from '@harken/service';
import { DimensionFilter, FiguresQueryParams, FiguresRowDto, IntervalDto } from '../../figures/figures.dto.ts';
import type { ComplaintFigures, Rate } from './complaint-figures.ts';

export class ComplaintFiguresQueryParams extends FiguresQueryParams {
  @DimensionFilter('handover', 'touchpoint') touchpoint?: string[];
  @DimensionFilter('moving-in', 'stage of a journey map') stage?: string[];
  @DimensionFilter('property', 'journey') journey?: string[];
  @DimensionFilter('web', 'channel') channel?: string[];
  @DimensionFilter('defect', 'category') category?: string[];
  @DimensionFilter('high', 'severity', severities) severity?: string[];
  @DimensionFilter('after-sales', 'team that works on it') team?: string[];
  @DimensionFilter('gold', 'value tier of the customer') tier?: string[];
  @DimensionFilter('owner-occupier', 'segment of the customer') segment?: string[];
  @DimensionFilter('spring', 'campaign') campaign?: string[];
  @DimensionFilter('kitchen', 'product') product?: string[];
  @DimensionFilter('tower-2', 'location') location?: string[];
  @DimensionFilter('assigned', 'status', complaintStatuses) status?: string[];
}

const Count = (description: string, example: number) => Integer({ description, example });
const RateOf = (description: string) => Nested(() => RateDto, { description });
const TimeTo = (description: string) => Nested(() => DurationDto, { description });

export class RateDto implements Rate {
  @Num({ description: 'A share; null without complaints.', example: 0.9, nullable: true }) value!: number | null;
  @Nested(() => IntervalDto, { description: 'Its Wilson interval.', nullable: true }) interval!: IntervalDto | null;
}

export class RateWithCountDto extends RateDto {
  @Count('How many answers.', 9) n!: number;
}

export class DurationDto {
  @Count('Of how many complaints.', 18) n!: number;
  @Num({ description: 'The median.', example: 7200, nullable: true }) medianSeconds!: number | null;
  @Num({ description: 'The 90th percentile.', example: 15800, nullable: true }) p90Seconds!: number | null;
  @Num({ description: '0 where both are exact.', example: 0 }) relativeError!: number;
}

export class BreachesDto {
  @Count('Of the acknowledgement.', 2) acknowledge!: number;
  @Count('Of the first response.', 3) firstResponse!: number;
  @Count('Of a next response.', 1) nextResponse!: number;
  @Count('Of a progress update.', 0) progressUpdate!: number;
  @Count('Of the first resolution.', 0) firstResolution!: number;
  @Count('Of the resolution.', 1) resolution!: number;
  @Count('Of the regulatory answer.', 0) regulatory!: number;
  @Count('All of them.', 7) total!: number;
  @Count('Complaints with any of them.', 4) complaints!: number;
}

const counted = (title: string, properties: Record<string, object>) => ({
  title,
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const whole = { type: 'integer' };

export class ComplaintFiguresRowDto extends FiguresRowDto implements ComplaintFigures {
  @Count('The complaints opened.', 20) n!: number;
  @Num({ description: 'The answer rate; null without complaints.', example: 0.9, nullable: true })
  value!: number | null;
  @Nested(() => IntervalDto, { description: 'Of the answer rate.', nullable: true }) interval!: IntervalDto | null;
  @Count('The complaints opened.', 20) opened!: number;
  @Count('Those that are open now.', 3) open!: number;
  @Count('Those acknowledged.', 20) acknowledged!: number;
  @Count('Those with an answer in their present cycle.', 18) answered!: number;
  @RateOf('The share of those answered.') answerRate!: RateDto;
  @Count('Those resolved.', 16) resolved!: number;
  @Count('Those closed.', 15) closed!: number;
  @Count('Those rejected.', 1) rejected!: number;
  @Count('Those withdrawn.', 0) withdrawn!: number;
  @Count('Those that repeat another.', 0) duplicates!: number;
  @TimeTo('From opening to the acknowledgement.') timeToAcknowledge!: DurationDto;
  @TimeTo('From opening to the first answer.') timeToFirstAnswer!: DurationDto;
  @TimeTo('From opening to the resolution.') timeToResolve!: DurationDto;
  @Nested(() => BreachesDto, { description: 'Broken deadlines by clock.' }) breaches!: BreachesDto;
  @RateOf('The share of complaints with a broken deadline.') breachRate!: RateDto;
  @AnyObject({
    description: 'By level: complaints that reached it, and escalations to it.',
    example: { 1: { complaints: 4, escalations: 5 } },
    values: counted('LevelFigures', { complaints: whole, escalations: whole }),
  })
  escalations!: ComplaintFigures['escalations'];
  @Count('Those that went to management at once.', 1) straightToManagement!: number;
  @Count('How often any was reopened.', 2) reopens!: number;
  @Count('Those reopened.', 2) reopened!: number;
  @RateOf('The share of those reopened.') reopenRate!: RateDto;
  @Count('Those compensated.', 5) compensated!: number;
  @AnyObject({
    description: 'By currency: money spent, in its smallest unit, and compensations.',
    example: { HKD: { minor: 61_000, count: 4 } },
    values: counted('MoneyFigures', { minor: whole, count: whole }),
  })
  spent!: ComplaintFigures['spent'];
  @Nested(() => RateWithCountDto, { description: 'Customers who were satisfied with the handling.' })
  satisfactionWithHandling!: RateWithCountDto;
}

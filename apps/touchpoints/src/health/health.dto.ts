import { Integer, ListOf, Nested, Num, Text, Timestamp, text } from '@harken/service';
import type { JourneyHealth } from './journey-health.ts';

const time = '2026-03-02T10:15:00.000Z';
const earlier = '2026-01-31T10:15:00.000Z';

export class HealthQuery {
  @Text({
    description:
      'What customers of this segment say, by its weights; else all customers, by the weights that hold for all.',
    example: 'investor',
    optional: true,
    max: 100,
    chosenId: true,
  })
  segment?: string;
  @Timestamp({ description: 'The health at this time; now when not given.', example: time, optional: true })
  at?: string;
  @Timestamp({ description: 'Compare it with this time, by the same map.', example: earlier, optional: true })
  against?: string;
  @Text({
    description: 'How far back feedback counts: an ISO 8601 duration from PT1H to P366D.',
    example: 'P30D',
    optional: true,
    default: 'P30D',
    max: 40,
  })
  window?: string;
  @Text({
    description:
      'One metric in its own unit (`nps`, `csat`, `ces`, `rating:<name>`, `experience:<factor>`) in place of the experience index.',
    example: 'csat',
    optional: true,
    max: 120,
  })
  metric?: string;
}

export class HealthWindowDto {
  @Timestamp({ description: 'Its begin; the whole hour counts.', example: earlier }) from!: string;
  @Timestamp({ description: 'Its end; the whole hour counts.', example: time }) to!: string;
}

export class HealthFiguresDto {
  @Num({ description: 'Its value; null without data.', example: 71.5, nullable: true }) value!: number | null;
  @Num({ description: 'Its share among the parts with data; 0 without data.', example: 0.25 }) weight!: number;
  @Num({ description: '`value` x `weight`; null without data.', example: 17.9, nullable: true })
  contribution!: number | null;
  @Integer({ description: 'How many answers.', example: 40 }) n!: number;
}

export class HealthPartDto extends HealthFiguresDto {
  @Text({ description: 'The touchpoint.', example: 'handover' }) touchpoint!: string;
  @Text({ description: 'Its name.', example: 'Handover of the keys' }) name!: string;
  @Text({ description: 'Its stage.', example: 'moving-in' }) stage!: string;
  @ListOf(text(), {
    description: 'Ids from the journey over the stage and the touchpoints above down to itself.',
    example: ['property', 'moving-in', 'handover'],
  })
  path!: readonly string[];
  @Text({ description: 'The person who answers for it.', example: 'wei', nullable: true }) owner!: string | null;
  @Num({ description: 'Its share if every part had data.', example: 0.2 }) nominalWeight!: number;
  @Nested(() => HealthFiguresDto, { description: 'At the time of `against`.', nullable: true })
  before!: HealthFiguresDto | null;
}

export class HealthStageDto extends HealthFiguresDto {
  @Text({ description: 'The stage.', example: 'moving-in' }) stage!: string;
  @Text({ description: 'Its name.', example: 'Moving in' }) name!: string;
  @Nested(() => HealthFiguresDto, { description: 'At the time of `against`.', nullable: true })
  before!: HealthFiguresDto | null;
}

export class HealthComparisonDto {
  @Nested(() => HealthWindowDto, { description: 'What counted then.' }) window!: HealthWindowDto;
  @Num({ description: 'The value then; null without data.', example: 75, nullable: true }) value!: number | null;
  @Num({ description: 'The share of the journey with data then.', example: 0.8 }) coverage!: number;
  @Num({ description: 'The value now less that of then.', example: -3.5, nullable: true }) change!: number | null;
}

export class JourneyHealthDto implements JourneyHealth {
  @Text({ description: 'The journey.', example: 'property' }) journey!: string;
  @Text({ description: 'Its name.', example: 'Buying a home' }) name!: string;
  @Integer({ description: 'The version of the map: the one in effect at that time.', example: 1 }) version!: number;
  @Text({ description: 'The segment; null: all customers.', example: 'investor', nullable: true })
  segment!: string | null;
  @Text({ description: 'The metric; null for the experience index, 0 to 100.', example: null, nullable: true })
  metric!: string | null;
  @Nested(() => HealthWindowDto, { description: 'What counts.' }) window!: HealthWindowDto;
  @Num({ description: 'The sum of all contributions; null without data.', example: 71.5, nullable: true })
  value!: number | null;
  @Num({ description: 'The share of the journey that has data, 0 to 1, by nominal weight.', example: 0.8 })
  coverage!: number;
  @ListOf(text(), { description: 'Touchpoints without data. They count neither as good nor as bad.', example: ['pen'] })
  missing!: string[];
  @ListOf(() => HealthPartDto, { description: 'The touchpoints, in the order of the map.' }) parts!: HealthPartDto[];
  @ListOf(() => HealthStageDto, { description: 'The stages, in their order.' }) stages!: HealthStageDto[];
  @Nested(() => HealthComparisonDto, { description: 'With the time of `against`; else null.', nullable: true })
  comparison!: HealthComparisonDto | null;
}

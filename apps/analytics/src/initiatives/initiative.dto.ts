import { Currency, Integer, ListOf, MinorUnits, Nested, OneOf, Text, Timestamp, text } from '@harken/service';
import { initiativeDefaults as defaults, type InitiativeKind, initiativeKinds } from './initiative.ts';

const Names = (description: string, example: string[]) =>
  ListOf(text({ max: 200 }), { description, example, default: [], optional: true, unique: true, max: 200 });

export class CostDto {
  @MinorUnits({ description: 'The amount, in the smallest unit.', example: 5_000_000, min: 0 }) minor!: number;
  @Currency({ description: 'Its currency.', example: 'HKD' }) currency!: string;
}

export class InitiativeBody {
  @Text({ description: 'What it is called.', example: 'Keys are checked before the handover', max: 200 }) name!: string;
  @OneOf(initiativeKinds, { description: 'What it is.', example: 'initiative', default: defaults.kind, optional: true })
  kind?: InitiativeKind;
  @Text({
    description: 'What is done.',
    example: 'A second person tries every key.',
    optional: true,
    nullable: true,
    max: 5_000,
  })
  description?: string | null;
  @Names('Where; everywhere without any.', ['handover']) touchpoints?: string[];
  @Names('For which segments of customers; for all without any.', []) segments?: string[];
  @Text({
    description: 'The name of the campaign in interactions and feedback.',
    example: 'spring',
    optional: true,
    nullable: true,
    max: 200,
  })
  campaign?: string | null;
  @Timestamp({ description: 'From when on.', example: '2026-03-01T00:00:00.000Z' }) from!: string;
  @Timestamp({
    description: 'Until when; null while it goes on.',
    example: '2026-06-01T00:00:00.000Z',
    optional: true,
    nullable: true,
  })
  to?: string | null;
  @Text({
    description: 'By what it is judged: a metric of `GET /v1/scores`, `complaints`, `orders` or `revenue:<currency>`.',
    example: 'nps',
    default: defaults.metric,
    optional: true,
    max: 220,
  })
  metric?: string;
  @Nested(() => CostDto, { description: 'What it costs.', optional: true, nullable: true }) cost?: CostDto | null;
  @Names('Touchpoints to compare with; all others without any.', ['viewing']) compareWith?: string[];
  @Integer({
    description: 'Within so many days a customer answers a campaign, or not.',
    example: 30,
    default: defaults.responseDays,
    optional: true,
    min: 1,
    max: 365,
  })
  responseDays?: number;
}

export class InitiativeDto extends InitiativeBody {
  @Text({ description: 'Its id.', example: 'key-check' }) id!: string;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}

import { Integer, ListOf, Nested, Num, OneOf, PageQuery, Text, Timestamp } from '@harken/service';
import { MapId, MapIdFilter } from '../map/journey.dto.ts';
import { type Comparator, comparators, type StandardContent } from './standard.ts';

const time = '2026-03-02T10:15:00.000Z';

export class StandardPath {
  @MapId('The id of the standard, chosen by you.', 'handover-nps') id!: string;
}

export class StandardsQuery extends PageQuery {
  @MapIdFilter('Only those of this touchpoint.', 'handover') touchpoint?: string[];
}

export class StandardBody implements Omit<StandardContent, 'segment'> {
  @MapId('The touchpoint it applies to, and all nested below it.', 'handover') touchpoint!: string;
  @Text({
    description: '`nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`.',
    example: 'nps',
    min: 0,
    max: 120,
  })
  metric!: string;
  @Text({
    description: 'Only what customers of this segment say counts; null or not given: all.',
    example: 'investor',
    optional: true,
    nullable: true,
    max: 200,
    chosenId: true,
  })
  segment?: string | null;
  @OneOf(comparators, { description: 'Whether the target is a minimum or a maximum.', example: '>=' })
  comparator!: Comparator;
  @Num({
    description:
      'NPS in points -100 to 100, CSAT as the share 0 to 1 of answers 4 and 5, CES 1 to 7, experience 0 to 10, a rating on its own scale.',
    example: 20,
    min: -1e9,
    max: 1e9,
  })
  target!: number;
  @Text({
    description: 'How far back feedback counts, by when it occurred: an ISO 8601 duration of weeks, days or time.',
    example: 'P7D',
    min: 0,
    max: 40,
  })
  window!: string;
  @Integer({
    description: 'With fewer answers the result is `insufficient-data`.',
    example: 30,
    min: 1,
    max: 1_000_000_000,
  })
  minimumSample!: number;
  @Text({ description: 'Who answers for it.', example: 'after-sales', max: 200, chosenId: true }) owner!: string;
}

export class StandardDto extends StandardBody {
  @Text({ description: 'The segment it is made for; null: all.', example: 'investor', nullable: true })
  declare segment: string | null;
  @Text({ description: 'The id of the standard.', example: 'handover-nps' }) id!: string;
  @Integer({ description: 'Grows with every change.', example: 1 }) version!: number;
  @Timestamp({ description: 'When it was changed last.', example: time }) updatedAt!: Date;
  @Text({ description: 'The client that changed it last.', example: 'acme' }) updatedBy!: string;
}

export class StandardVersionDto {
  @Integer({ description: 'The version.', example: 1 }) version!: number;
  @Nested(() => StandardBody, { description: 'Its content; null when it was deleted.', nullable: true })
  content!: StandardContent | null;
  @Text({ description: 'The client that changed it.', example: 'acme' }) changedBy!: string;
  @Timestamp({ description: 'When.', example: time }) recordedAt!: string;
}

export class StandardVersionsDto {
  @ListOf(() => StandardVersionDto, { description: 'Newest first.' }) items!: StandardVersionDto[];
}

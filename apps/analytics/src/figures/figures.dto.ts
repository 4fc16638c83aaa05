import { AnyObject, Integer, ListOf, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { Transform } from 'class-transformer';
import { periods } from './figures-query.ts';
import type { Period } from './time-tiles.ts';

/** `?<dimension>=value`, given once or several times (any of them); an empty value means "without". */
export const FilterParam = (example: string, what: string) =>
  ListOf(text({ min: 0, max: 200 }), {
    description: `Only this ${what}; several times for any of them, empty for those without.`,
    example: [example],
    optional: true,
    query: true,
    max: 50,
  });

/** The query parameters of every table of figures. */
export class FiguresQueryParams {
  @Text({
    description: 'From this time on: RFC 3339, or a date (UTC).',
    example: '2026-03-01T00:00:00Z',
    optional: true,
    min: 0,
    max: 40,
  })
  from?: string;
  @Text({ description: 'Before this time.', example: '2026-04-01T00:00:00Z', optional: true, min: 0, max: 40 })
  to?: string;
  @OneOf(periods, {
    description: 'One row per period of UTC; weeks begin on Monday.',
    example: 'day',
    optional: true,
  })
  period?: Period;
  @Transform(({ value }) => (Array.isArray(value) ? value.join(',') : value))
  @Text({
    description: 'At most two dimensions, with a comma between.',
    example: 'touchpoint,segment',
    optional: true,
    min: 0,
    max: 200,
  })
  groupBy?: string;
  @Integer({
    description: 'The maximum number of rows.',
    example: 500,
    default: 500,
    optional: true,
    query: true,
    min: 1,
    max: 500,
    message: 'must be a whole number',
  })
  limit: number = 500;
  @Text({
    description: 'The `next` of the page before; the first page without it.',
    example: 'WzE3NzI0MDk2MDBd',
    optional: true,
    min: 0,
    max: 2_000,
  })
  cursor?: string;
}

export class IntervalDto {
  @Num({ description: 'Its lower bound.', example: -36.84 }) low!: number;
  @Num({ description: 'Its upper bound.', example: 13.58 }) high!: number;
  @Num({ description: 'Its confidence.', example: 0.95 }) level!: number;
}

/** What every row of figures begins with. */
export class FiguresRowDto {
  @AnyObject({
    description: 'The dimensions asked for; null is "without".',
    example: { touchpoint: 'handover' },
    values: { type: ['string', 'null'] },
  })
  group!: Readonly<Record<string, string | null>>;
  @Timestamp({ description: 'The start of its period.', example: '2026-03-02T00:00:00.000Z', optional: true })
  period?: string;
}

import {
  AnyObject,
  ByteOrderMark,
  Filter,
  Integer,
  Num,
  OneOf,
  oneOf,
  Text,
  Timestamp,
  text,
  Zone,
} from '@harken/service';
import { Transform } from 'class-transformer';
import { type Period, periods } from './figures-query.ts';

/** `?<dimension>=value`: several values mean any of them; an empty one means "without". */
export const DimensionFilter = (example: string, what: string, values?: readonly string[]) =>
  Filter(values ? oneOf(values) : text({ min: 0, max: 200 }), {
    description: `Only this ${what}${values ? '' : '; empty for those without'}.`,
    example,
  });

/** The query parameters of every table of figures. */
export class FiguresQueryParams {
  @Text({
    description: 'From this time on: RFC 3339, or a date of the time zone.',
    example: '2026-03-01T00:00:00Z',
    optional: true,
    min: 0,
    max: 40,
  })
  from?: string;
  @Text({ description: 'Before this time.', example: '2026-04-01T00:00:00Z', optional: true, min: 0, max: 40 })
  to?: string;
  @OneOf(periods, {
    description: 'One row per period of the time zone; weeks begin on Monday.',
    example: 'day',
    optional: true,
  })
  period?: Period;
  @Zone({
    description: "The time zone of periods and dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
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
  @ByteOrderMark() bom?: boolean;
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

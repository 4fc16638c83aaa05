import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { periods } from './figures-query.ts';
import type { Period } from './time-tiles.ts';

/** `?<dimension>=value`, given once or several times (any of them); an empty value means "without". */
export function FilterParam(example: string, what: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: [String],
      description: `Only this ${what}; several times for any of them, empty for those without.`,
      example: [example],
    }),
    IsOptional(),
    Transform(({ value }) => (typeof value === 'string' ? [value] : value)),
    IsArray(),
    ArrayMaxSize(50),
    IsString({ each: true }),
    MaxLength(200, { each: true }),
  );
}

/** The query parameters of every table of figures. */
export class FiguresQueryParams {
  @ApiPropertyOptional({
    description: 'From this time on: RFC 3339, or a date (UTC).',
    example: '2026-03-01T00:00:00Z',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  from?: string;

  @ApiPropertyOptional({ description: 'Before this time.', example: '2026-04-01T00:00:00Z' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  to?: string;

  @ApiPropertyOptional({
    description: 'One row per period of UTC; weeks begin on Monday.',
    enum: periods,
    example: 'day',
  })
  @IsOptional()
  @IsIn(periods)
  period?: Period;

  @ApiPropertyOptional({ description: 'At most two dimensions, with a comma between.', example: 'touchpoint,segment' })
  @IsOptional()
  @Transform(({ value }) => (Array.isArray(value) ? value.join(',') : value))
  @IsString()
  @MaxLength(200)
  groupBy?: string;

  @ApiPropertyOptional({
    description: 'The maximum number of rows.',
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 500,
    example: 500,
  })
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(500)
  limit: number = 500;

  @ApiPropertyOptional({
    description: 'The `next` of the page before; the first page without it.',
    example: 'WzE3NzI0MDk2MDBd',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string;
}

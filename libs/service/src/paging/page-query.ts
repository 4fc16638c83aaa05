import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** `?limit=&cursor=` of every list; extend it with the filters. */
export class PageQuery {
  @ApiPropertyOptional({
    description: 'How many items at most.',
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 50,
    example: 50,
  })
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(500)
  limit: number = 50;

  @ApiPropertyOptional({
    description: 'The `next` of the page before; the first page without it.',
    type: 'string',
    example: 'WyIyMDI2LTA1LTA0VDEwOjAwOjAwLjAwMFoiXQ',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string;
}

import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { idRule } from '../map/journey.dto.ts';
import { idPattern } from '../map/journey.ts';
import { type Comparator, comparators, type Standard, type StandardContent } from './standard.ts';

export class StandardPath {
  @ApiProperty({ description: 'The id of the standard, chosen by you.', example: 'handover-nps' })
  @Matches(idPattern, idRule)
  id!: string;
}

export class StandardsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only those of this touchpoint.', example: 'handover' })
  @IsOptional()
  @Matches(idPattern, idRule)
  touchpoint?: string;
}

export class PutStandardDto implements StandardContent {
  @ApiProperty({ description: 'The touchpoint it applies to, and all nested below it.', example: 'handover' })
  @Matches(idPattern, idRule)
  touchpoint!: string;

  @ApiProperty({ description: '`nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`.', example: 'nps' })
  @IsString()
  @MaxLength(120)
  metric!: string;

  @ApiProperty({ description: 'Whether the target is a minimum or a maximum.', enum: comparators, example: '>=' })
  @IsIn(comparators)
  comparator!: Comparator;

  @ApiProperty({
    description:
      'NPS in points -100 to 100, CSAT as the share 0 to 1 of answers 4 and 5, CES 1 to 7, experience 0 to 10, a rating on its own scale.',
    example: 20,
  })
  @IsNumber()
  @Min(-1e9)
  @Max(1e9)
  target!: number;

  @ApiProperty({
    description: 'How far back feedback counts, by when it occurred: an ISO 8601 duration of weeks, days or time.',
    example: 'P7D',
  })
  @IsString()
  @MaxLength(40)
  window!: string;

  @ApiProperty({
    description: 'With fewer answers the result is `insufficient-data`.',
    type: 'integer',
    minimum: 1,
    example: 30,
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  minimumSample!: number;

  @ApiProperty({ description: 'Who answers for it.', example: 'after-sales' })
  @IsString()
  @Length(1, 200)
  owner!: string;
}

export class StandardDto extends PutStandardDto {
  @ApiProperty({ description: 'The id of the standard.', example: 'handover-nps' })
  id!: string;

  @ApiProperty({ description: 'Grows with every change.', type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ description: 'When it was changed last.', example: '2026-03-02T10:15:00.000Z' })
  updatedAt!: Date;

  @ApiProperty({ description: 'The client that changed it last.', example: 'acme' })
  updatedBy!: string;
}

export class StandardVersionDto {
  @ApiProperty({ description: 'The version.', type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({
    description: 'Its content; null when it was deleted.',
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { touchpoint: 'handover', metric: 'nps', comparator: '>=', target: 20 },
  })
  content!: object | null;

  @ApiProperty({ description: 'The client that changed it.', example: 'acme' })
  changedBy!: string;

  @ApiProperty({ description: 'When.', example: '2026-03-02T10:15:00.000Z' })
  recordedAt!: string;
}

export class StandardVersionsDto {
  @ApiProperty({ description: 'Newest first.', type: [StandardVersionDto] })
  items!: StandardVersionDto[];
}

export const standardDto = (standard: Standard): StandardDto => standard;

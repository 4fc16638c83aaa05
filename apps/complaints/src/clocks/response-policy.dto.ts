import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsDefined,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  Validate,
  ValidateNested,
} from 'class-validator';
import { IsReasonWords } from './reason-words.dto.ts';

const duration = (description: string, example: string) =>
  ApiProperty({ description: `${description}, ISO 8601.`, example });

export class TargetsDto {
  @duration('Until the customer is told it has arrived', 'PT4H')
  @IsString()
  @Length(2, 40)
  acknowledge!: string;

  @duration('Until the first answer', 'P1D')
  @IsString()
  @Length(2, 40)
  firstResponse!: string;

  @duration('Until it is resolved', 'P10D')
  @IsString()
  @Length(2, 40)
  resolution!: string;
}

class SeverityTargetsDto {
  @ApiProperty({ description: 'For critical ones.', type: TargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TargetsDto)
  critical!: TargetsDto;

  @ApiProperty({ description: 'For those of high severity.', type: TargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TargetsDto)
  high!: TargetsDto;

  @ApiProperty({ description: 'For normal ones.', type: TargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TargetsDto)
  normal!: TargetsDto;

  @ApiProperty({ description: 'For those of low severity.', type: TargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TargetsDto)
  low!: TargetsDto;
}

class RungDto {
  @ApiProperty({ description: '1, 2, 3 ...', type: 'integer', example: 1 })
  @IsInt()
  @Min(1)
  @Max(9)
  level!: number;

  @duration('How long after the breach', 'PT0S')
  @IsString()
  @Length(2, 40)
  after!: string;

  @ApiPropertyOptional({
    description:
      'How long the level may take before the complaint goes to the next one (`management_overdue`), ISO 8601; without it, for ever.',
    example: 'PT2H',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  actWithin?: string;
}

export class ResponsePolicyBody {
  @ApiProperty({ description: 'What is promised, per severity.', type: SeverityTargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SeverityTargetsDto)
  targets!: SeverityTargetsDto;

  @ApiProperty({ description: 'The share of a target after which its clock warns.', example: 0.8 })
  @IsNumber()
  @Min(0.01)
  @Max(1)
  warnAt!: number;

  @ApiProperty({ description: 'Who hears of a breach, and when.', type: [RungDto] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(9)
  @ValidateNested({ each: true })
  @Type(() => RungDto)
  ladder!: RungDto[];

  @ApiProperty({
    description:
      'What goes to the top of the ladder at once: `top_tier`, a reason with words (safety, legal, regulator, media or your own), a category, or `second_reopen`: a complaint that is reopened once more.',
    type: [String],
    example: ['safety', 'legal', 'regulator', 'media', 'top_tier'],
  })
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(/^[\p{L}\p{N}_.-]{1,100}$/u, { each: true, message: 'must be names of letters, digits, _ . -' })
  straightToManagement!: string[];

  @ApiPropertyOptional({
    description: 'Which tiers are `top_tier`.',
    type: [String],
    example: ['platinum', 'vip', 'top'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  topTiers?: string[];

  @ApiPropertyOptional({
    description: 'How long after its end a complaint may be reopened, ISO 8601.',
    example: 'P14D',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  reopenWindow?: string;

  @ApiPropertyOptional({
    description:
      'Whether what a customer writes after the end, within the window, reopens the complaint; else it is kept and flagged.',
    default: false,
    example: false,
  })
  @IsOptional()
  @IsBoolean()
  reopenOnMessage?: boolean;

  @ApiPropertyOptional({
    description: 'Words that raise a reason, per language; the shipped lists (English, Chinese, Thai) without it.',
    type: 'object',
    additionalProperties: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    example: { safety: { en: ['unsafe', 'injured'], zh: ['受伤'], th: ['บาดเจ็บ'] } },
  })
  @IsOptional()
  @Validate(IsReasonWords)
  words?: Record<string, Record<string, string[]>>;
}

export class ResponsePolicyDto extends ResponsePolicyBody {
  @ApiProperty({ description: 'Grows with each publication; the ETag.', type: 'integer', example: 2 })
  version!: number;
}

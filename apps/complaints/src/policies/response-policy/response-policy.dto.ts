import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  Validate,
  ValidateNested,
} from 'class-validator';
import { OverrideDto } from './policy-override.dto.ts';
import { EscalationStepDto, RegulatoryProfileDto } from './policy-parts.dto.ts';
import { IsReasonWords } from './reason-words.dto.ts';
import { SeverityTargetsDto } from './targets.dto.ts';

export class ResponsePolicyBody {
  @ApiProperty({ description: 'What is promised, per severity.', type: SeverityTargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SeverityTargetsDto)
  targets!: SeverityTargetsDto;

  @ApiPropertyOptional({
    description:
      'The calendar in which targets count that name none: a business calendar, or `24x7`. A team with a calendar of its own works by that one.',
    example: 'office-hours',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  calendar?: string;

  @ApiPropertyOptional({
    description: 'Other targets for some complaints: the first that fits holds, and says only what is different.',
    type: [OverrideDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OverrideDto)
  overrides?: OverrideDto[];

  @ApiProperty({ description: 'The share of a target after which its clock warns.', example: 0.8 })
  @IsNumber()
  @Min(0.01)
  @Max(1)
  warnAt!: number;

  @ApiProperty({ description: 'Who hears of a breach, and when.', type: [EscalationStepDto] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(9)
  @ValidateNested({ each: true })
  @Type(() => EscalationStepDto)
  ladder!: EscalationStepDto[];

  @ApiProperty({
    description:
      'What is escalated to the top level at once: `top_tier`, a reason with words (safety, legal, regulator, media or your own), a category, `third_complaint`: of a customer who complains again and again, `second_reopen`: a complaint that is reopened once more, or `compensation_above_limit`: a proposal that only management may approve.',
    type: [String],
    example: ['safety', 'legal', 'regulator', 'media', 'top_tier', 'third_complaint'],
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
      'Whether a message of the customer after the end, within the window, reopens the complaint; else it is kept and flagged.',
    default: false,
    example: false,
  })
  @IsOptional()
  @IsBoolean()
  reopenOnMessage?: boolean;

  @ApiPropertyOptional({
    description: 'How long clocks may stand still for the customer in all, ISO 8601, around the clock.',
    example: 'P14D',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  pauseCap?: string;

  @ApiPropertyOptional({ description: 'The deadline that the law sets.', type: RegulatoryProfileDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RegulatoryProfileDto)
  regulatory?: RegulatoryProfileDto;

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

export class PublishPolicyBody extends ResponsePolicyBody {
  @ApiPropertyOptional({ description: 'From when it holds; at once without it.', example: '2027-01-01T00:00:00Z' })
  @IsOptional()
  @IsRFC3339()
  effectiveFrom?: string;

  @ApiPropertyOptional({
    description: '`open`: running clocks are recomputed under it. `new`: they keep their targets.',
    enum: ['new', 'open'],
    default: 'new',
    example: 'new',
  })
  @IsOptional()
  @IsIn(['new', 'open'])
  appliesTo?: 'new' | 'open';
}

export class ResponsePolicyDto extends ResponsePolicyBody {
  @ApiProperty({ description: 'Grows with each publication; the ETag.', type: 'integer', example: 2 })
  version!: number;
  @ApiProperty({ description: 'From when it holds.', format: 'date-time', example: '2026-03-02T09:00:00.000Z' })
  effectiveFrom!: Date;
  @ApiProperty({ description: 'What it was published for.', enum: ['new', 'open'], example: 'new' })
  appliesTo!: string;
  @ApiProperty({ description: 'When it was published.', format: 'date-time', example: '2026-03-02T09:00:00.000Z' })
  publishedAt!: Date;
  @ApiProperty({ description: 'Who published it.', example: 'acme' })
  publishedBy!: string;
}

import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsDefined,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { SomeSeverityTargetsDto } from './targets.dto.ts';

const anyOf = (what: string, example: string, longest = 200) =>
  applyDecorators(
    ApiPropertyOptional({ description: `One of these ${what}.`, type: [String], example: [example] }),
    IsOptional(),
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(100),
    IsString({ each: true }),
    Length(1, longest, { each: true }),
  );

class OverrideConditionsDto {
  @anyOf('categories', 'safety')
  category?: string[];

  @anyOf('tiers', 'platinum')
  tier?: string[];

  @anyOf('teams', 'after-sales', 100)
  team?: string[];
}

export class OverrideDto {
  @ApiProperty({ description: 'All that is said here must hold.', type: OverrideConditionsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => OverrideConditionsDto)
  when!: OverrideConditionsDto;

  @ApiProperty({ description: 'What is promised then.', type: SomeSeverityTargetsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SomeSeverityTargetsDto)
  targets!: SomeSeverityTargetsDto;
}

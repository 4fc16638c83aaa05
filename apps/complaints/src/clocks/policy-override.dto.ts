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

const anyOf = (description: string, example: string[]) => ApiPropertyOptional({ description, type: [String], example });

class OverrideConditionsDto {
  @anyOf('One of these categories.', ['safety'])
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  category?: string[];

  @anyOf('One of these tiers.', ['platinum'])
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  tier?: string[];

  @anyOf('One of these teams.', ['after-sales'])
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
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

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { duplicateDefaults } from './duplicate-policy.ts';

const setting = (description: string, value: string | number) =>
  ApiPropertyOptional({ description, default: value, example: value });

export class DuplicatePolicyBody {
  @setting('How far back a complaint may lie that another one repeats, ISO 8601.', duplicateDefaults.window)
  @IsOptional()
  @IsString()
  @Length(2, 40)
  window?: string;

  @setting('How much of their trigrams two texts must share.', duplicateDefaults.minimumSimilarity)
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  minimumSimilarity?: number;

  @setting('How far back the complaints of a customer are counted, ISO 8601.', duplicateDefaults.repeatWindow)
  @IsOptional()
  @IsString()
  @Length(2, 40)
  repeatWindow?: string;

  @setting('The first complaint within it that has the flag `third_complaint`.', duplicateDefaults.repeatCount)
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(100)
  repeatCount?: number;
}

export class DuplicatePolicyDto {
  @ApiProperty({ description: 'How far back a complaint may lie that another one repeats.', example: 'P14D' })
  window!: string;
  @ApiProperty({ description: 'How much of their trigrams two texts must share.', example: 0.5 })
  minimumSimilarity!: number;
  @ApiProperty({ description: 'How far back the complaints of a customer are counted.', example: 'P90D' })
  repeatWindow!: string;
  @ApiProperty({ description: 'The first complaint within it with the flag.', type: 'integer', example: 3 })
  repeatCount!: number;
  @ApiProperty({ description: 'Grows with each publication; the ETag.', type: 'integer', example: 2 })
  version!: number;
}

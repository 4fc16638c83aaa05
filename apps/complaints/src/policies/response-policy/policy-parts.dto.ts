import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

export class EscalationStepDto {
  @ApiProperty({ description: '1, 2, 3 ...', type: 'integer', example: 1 })
  @IsInt()
  @Min(1)
  @Max(9)
  level!: number;

  @ApiProperty({ description: 'How long after the breach, ISO 8601.', example: 'PT0S' })
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

  @ApiPropertyOptional({
    description: 'Who stands on this level under this policy; else whoever the level has.',
    type: [String],
    example: ['mara'],
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  people?: string[];
}

export class RegulatoryProfileDto {
  @ApiProperty({ description: 'Which rule it is.', example: 'FCA DISP 1.6: final response' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({
    description: 'From the opening to the final response, ISO 8601. Calendar time, whatever happens.',
    example: 'P8W',
  })
  @IsString()
  @Length(2, 40)
  duration!: string;
}

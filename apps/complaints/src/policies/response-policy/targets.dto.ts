import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';

const duration = (description: string, example: string) =>
  ApiProperty({ description: `${description}, ISO 8601. In a business calendar a day is a working day.`, example });
const optional = (description: string, example: string) =>
  ApiPropertyOptional({ description: `${description}, ISO 8601. Without it there is no such clock.`, example });

class OptionalTargetsDto {
  @optional("From a customer's message to our next one", 'PT8H')
  @IsOptional()
  @IsString()
  @Length(2, 40)
  nextResponse?: string;

  @optional('Between two messages to the customer', 'P2D')
  @IsOptional()
  @IsString()
  @Length(2, 40)
  progressUpdate?: string;

  @optional('Until the first resolution', 'P5D')
  @IsOptional()
  @IsString()
  @Length(2, 40)
  firstResolution?: string;

  @ApiPropertyOptional({
    description:
      "The calendar in which these targets count; `24x7`: around the clock. Else the team's, or the policy's.",
    example: '24x7',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  calendar?: string;

  @ApiPropertyOptional({
    description: 'How long clocks may stand still for the customer in all, ISO 8601, around the clock.',
    example: 'P14D',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  pauseCap?: string;
}

export class TargetsDto extends OptionalTargetsDto {
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

/** Targets of an override: missing ones are as in the policy. */
export class SomeTargetsDto extends OptionalTargetsDto {
  @ApiPropertyOptional({ description: 'Until the customer is told it has arrived, ISO 8601.', example: 'PT1H' })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  acknowledge?: string;

  @ApiPropertyOptional({ description: 'Until the first answer, ISO 8601.', example: 'PT4H' })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  firstResponse?: string;

  @ApiPropertyOptional({ description: 'Until it is resolved, ISO 8601.', example: 'P3D' })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  resolution?: string;
}

export class SeverityTargetsDto {
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

export class SomeSeverityTargetsDto {
  @ApiPropertyOptional({ description: 'For critical ones.', type: SomeTargetsDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SomeTargetsDto)
  critical?: SomeTargetsDto;

  @ApiPropertyOptional({ description: 'For those of high severity.', type: SomeTargetsDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SomeTargetsDto)
  high?: SomeTargetsDto;

  @ApiPropertyOptional({ description: 'For normal ones.', type: SomeTargetsDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SomeTargetsDto)
  normal?: SomeTargetsDto;

  @ApiPropertyOptional({ description: 'For those of low severity.', type: SomeTargetsDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SomeTargetsDto)
  low?: SomeTargetsDto;
}

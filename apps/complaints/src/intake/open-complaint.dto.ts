import { type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';

export class OpenComplaintBody {
  @ApiProperty({ description: "The customer's external id.", example: 'crm-10042' })
  @IsString()
  @Length(1, 200)
  customer!: string;

  @ApiProperty({ description: 'What the customer said.', example: 'The keys did not fit and nobody called back.' })
  @IsString()
  @Length(1, 20_000)
  text!: string;

  @ApiPropertyOptional({ description: 'Where it happened.', example: 'handover' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  touchpoint?: string;

  @ApiProperty({ description: 'How it came in.', example: 'phone' })
  @IsString()
  @Length(1, 200)
  channel!: string;

  @ApiPropertyOptional({ description: 'What it is about.', example: 'defect' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  category?: string;

  @ApiPropertyOptional({
    description: 'How bad it is; a routing rule may know better.',
    enum: severities,
    example: 'high',
  })
  @IsOptional()
  @IsIn(severities)
  severity?: Severity;

  @ApiPropertyOptional({ description: 'The language of the text, BCP 47.', example: 'en' })
  @IsOptional()
  @IsString()
  @Length(2, 35)
  language?: string;

  @ApiPropertyOptional({ description: 'The person who takes it down.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

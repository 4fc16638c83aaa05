import { type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';

const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });

export class DismissBody {
  @ApiProperty({ description: 'Why it is no complaint.', example: 'A question, answered on the phone.' })
  @IsString()
  @Length(1, 2000)
  reason!: string;

  @ApiPropertyOptional({ description: 'The person who says so.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

export class OpenFromTriageBody {
  @ApiPropertyOptional({
    description: 'How bad it is; a routing rule may know better.',
    enum: severities,
    example: 'high',
  })
  @IsOptional()
  @IsIn(severities)
  severity?: Severity;

  @ApiPropertyOptional({ description: 'Why it is one.', example: 'The customer expects an answer.' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;

  @ApiPropertyOptional({ description: 'The person who says so.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

export class TriageItemDto {
  @ApiProperty({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' })
  feedbackId!: string;
  @ApiProperty({ description: 'When it came in.', format: 'date-time', example: '2026-03-02T09:15:01.250Z' })
  receivedAt!: Date;
  @ApiProperty({ description: "The customer's external id.", example: 'crm-10042' })
  customer!: string;
  @ApiProperty({ description: 'Why it may be one.', type: [String], example: ['word:en:broken'] })
  reasons!: string[];
  @nullableProperty('Where it happened.', 'handover')
  touchpoint!: string | null;
  @nullableProperty('How it came in.', 'web')
  channel!: string | null;
  @nullableProperty('What it is about.', 'defect')
  category!: string | null;
  @nullableProperty('The language of the text.', 'en')
  language!: string | null;
  @nullableProperty('What the customer said.', 'Nobody called back.')
  text!: string | null;
}

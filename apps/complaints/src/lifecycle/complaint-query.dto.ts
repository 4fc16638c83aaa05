import { complaintStatuses, type Severity, severities } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, Length } from 'class-validator';

const asList = ({ value }: { value: unknown }): unknown =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]));
const asBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class ComplaintQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'One or more statuses, separated by commas.',
    type: 'string',
    example: 'received,assigned',
  })
  @IsOptional()
  @Transform(asList)
  @IsIn(complaintStatuses, { each: true })
  status?: string[];

  @ApiPropertyOptional({
    description: 'One or more severities, separated by commas.',
    type: 'string',
    example: 'critical,high',
  })
  @IsOptional()
  @Transform(asList)
  @IsIn(severities, { each: true })
  severity?: string[];

  @ApiPropertyOptional({ description: 'The team that has it.', example: 'after-sales' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  team?: string;

  @ApiPropertyOptional({ description: 'The person who has it.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  assignee?: string;

  @ApiPropertyOptional({ description: "The customer's external id.", example: 'crm-10042' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  customer?: string;

  @ApiPropertyOptional({ description: 'Whether a running clock has run out.', type: 'boolean', example: true })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  overdue?: boolean;

  @ApiPropertyOptional({ description: 'Whether it stands before management.', type: 'boolean', example: true })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  escalated?: boolean;

  @ApiPropertyOptional({ description: 'Opened at or after.', format: 'date-time', example: '2026-03-01T00:00:00.000Z' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  from?: string;

  @ApiPropertyOptional({ description: 'Opened before.', format: 'date-time', example: '2026-04-01T00:00:00.000Z' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  to?: string;
}

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

import { clockNames, complaintStatuses, severities } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { PersonDto } from '../../complaint/response/complaint.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });

export class WorklistQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only this level.', type: 'integer', minimum: 1, maximum: 9, example: 3 })
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' && /^\d$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(9)
  level?: number;

  @ApiPropertyOptional({ description: 'Also what management has acted on and that is not over.', example: false })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  acknowledged?: boolean;

  @ApiPropertyOptional({ description: 'Only what stands before this person.', example: 'mara' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  person?: string;
}

class EscalationActionBody {
  @ApiProperty({ description: 'Who acts.', example: 'mara' })
  @IsString()
  @Length(1, 200)
  by!: string;
}

export class TakeOverBody extends EscalationActionBody {
  @ApiPropertyOptional({ description: 'Why.', example: 'I know the customer.' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class InstructBody extends EscalationActionBody {
  @ApiProperty({ description: 'What is to be done.', example: 'Offer a replacement today.' })
  @IsString()
  @Length(1, 10_000)
  text!: string;
}

export class ApproveEscalationBody extends EscalationActionBody {
  @ApiPropertyOptional({ description: 'What is approved.', example: 'A replacement, as Anna proposes.' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class DeEscalateBody extends EscalationActionBody {
  @ApiProperty({ description: 'Why it need not climb further.', example: 'The customer has been called.' })
  @IsString()
  @Length(1, 2000)
  reason!: string;

  @ApiPropertyOptional({
    description: 'The lower level that goes on with it; without it, nobody of management does.',
    type: 'integer',
    minimum: 1,
    maximum: 8,
    example: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(8)
  toLevel?: number;
}

export class WorklistItemDto {
  @ApiProperty({ description: 'The escalation.', example: id })
  escalationId!: string;
  @ApiProperty({ description: 'The level it stands before.', type: 'integer', example: 2 })
  level!: number;
  @ApiProperty({ description: 'breach, or what brought it here.', example: 'breach' })
  reason!: string;
  @nullableProperty('What a person said, or which levels are empty.', null)
  note!: string | null;
  @ApiProperty({ description: 'Who stood there at that moment.', type: [PersonDto] })
  people!: PersonDto[];
  @ApiProperty({
    description: 'Until when the level has to act.',
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: at,
  })
  actBy!: Date | null;
  @ApiProperty({
    description: 'When it should have acted and had not.',
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: null,
  })
  overdueAt!: Date | null;
  @ApiProperty({
    description: 'The clock that ran out.',
    enum: [...clockNames, null],
    nullable: true,
    example: 'acknowledge',
  })
  clock!: string | null;
  @ApiProperty({ description: 'Since when it waits.', format: 'date-time', example: at })
  at!: Date;
  @ApiProperty({ description: 'For how long it waits.', example: 5400.2 })
  ageSeconds!: number;
  @ApiProperty({
    description: 'When management acted.',
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: null,
  })
  acknowledgedAt!: Date | null;
  @nullableProperty('What it did last.', null)
  action!: string | null;
  @nullableProperty('Who did.', null)
  handledBy!: string | null;
  @ApiProperty({ description: 'The complaint.', example: id })
  complaintId!: string;
  @ApiProperty({ description: 'Its number.', example: 'C-2026-000042' })
  number!: string;
  @ApiProperty({ description: 'Where it stands.', enum: complaintStatuses, example: 'assigned' })
  status!: string;
  @ApiProperty({ description: 'How bad it is.', enum: severities, example: 'high' })
  severity!: string;
  @ApiProperty({ description: 'The team that has it.', example: 'after-sales' })
  team!: string;
  @nullableProperty('The person who has it.', 'anna')
  assignee!: string | null;
  @ApiProperty({ description: "The customer's external id.", example: 'crm-10042' })
  customer!: string;
  @nullableProperty("The customer's tier.", 'gold')
  tier!: string | null;
  @nullableProperty('Where it happened.', 'handover')
  touchpoint!: string | null;
  @nullableProperty('How it came in.', 'phone')
  channel!: string | null;
  @nullableProperty('What it is about.', 'defect')
  category!: string | null;
  @ApiProperty({ description: "Why it is management's business.", type: [String], example: ['safety'] })
  flags!: string[];
  @ApiProperty({ description: 'When it was opened.', format: 'date-time', example: at })
  openedAt!: Date;
  @ApiProperty({ description: 'The next deadline.', type: 'string', format: 'date-time', nullable: true, example: at })
  dueAt!: Date | null;
}

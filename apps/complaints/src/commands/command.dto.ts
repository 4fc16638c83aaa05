import { type Outcome, outcomes, type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
} from 'class-validator';

const lowerCase = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Every command may name the person behind the key, and a reason. */
export class CommandBody {
  @ApiPropertyOptional({
    description: 'The person who does it; goes into the history next to the key.',
    example: 'anna',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;

  @ApiPropertyOptional({ description: 'Why; goes into the history.', example: 'The customer called again.' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

class ReplyBody extends CommandBody {
  @ApiProperty({ description: 'How the customer is told.', example: 'email' })
  @IsString()
  @Length(1, 200)
  channel!: string;

  @ApiProperty({ description: 'What the customer is told.', example: 'We are sorry. The lock is replaced tomorrow.' })
  @IsString()
  @Length(1, 20_000)
  text!: string;
}

class OptionalReplyBody extends CommandBody {
  @ApiPropertyOptional({ description: 'How the customer is told; by default as the complaint came.', example: 'email' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  channel?: string;

  @ApiPropertyOptional({
    description: 'What the customer is told; by default a standard text in the language of the complaint.',
    example: 'We have closed your complaint, as you asked.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 20_000)
  text?: string;
}

export class AssignBody extends CommandBody {
  @ApiPropertyOptional({
    description: 'A member of the team; null puts it back into the queue; without it, whose turn it is.',
    type: 'string',
    nullable: true,
    example: 'anna',
  })
  @ValidateIf((body: AssignBody) => body.assignee !== undefined && body.assignee !== null)
  @IsString()
  @Length(1, 200)
  assignee?: string | null;
}

export class AnswerBody extends ReplyBody {
  @ApiProperty({ description: 'What came of it.', enum: outcomes, example: 'upheld_with_redress' })
  @IsIn(outcomes)
  outcome!: Outcome;

  @ApiProperty({ description: 'The reasons for the outcome.', type: [String], example: ['lock-defect'] })
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 500, { each: true })
  reasons!: string[];

  @ApiPropertyOptional({
    description: 'Where the customer may turn who does not agree.',
    example: 'You may turn to the Consumer Council.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  recourse?: string;
}

export class RejectBody extends ReplyBody {
  @ApiProperty({ description: 'Why it is rejected.', type: [String], example: ['outside-warranty'] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 500, { each: true })
  reasons!: string[];
}

export class WithdrawBody extends OptionalReplyBody {}

export class MarkDuplicateBody extends OptionalReplyBody {
  @ApiProperty({ description: 'The complaint it repeats.', example: '01926f3a-7c1e-7b54-9d0e-000000000005' })
  @Transform(lowerCase)
  @IsUUID()
  of!: string;
}

export class ReopenBody {
  @ApiProperty({ description: 'Why it is open again.', example: 'The repair did not hold.' })
  @IsString()
  @Length(1, 2000)
  reason!: string;

  @ApiPropertyOptional({ description: 'The person who does it.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

export class ChangeSeverityBody extends CommandBody {
  @ApiProperty({ description: 'The new severity; running clocks follow.', enum: severities, example: 'high' })
  @IsIn(severities)
  severity!: Severity;
}

export class RerouteBody extends CommandBody {
  @ApiPropertyOptional({ description: 'The new team; without it the rules of today decide.', example: 'after-sales' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  team?: string;
}

export class LinkBody extends CommandBody {
  @ApiProperty({ description: 'The other complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000005' })
  @Transform(lowerCase)
  @IsUUID()
  to!: string;

  @ApiPropertyOptional({
    description: 'What they have to do with each other.',
    default: 'related',
    example: 'same_cause',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  kind?: string;
}

export class NoteBody {
  @ApiProperty({ description: 'For colleagues; the customer does not see it.', example: 'Calls back on Monday.' })
  @IsString()
  @Length(1, 10_000)
  text!: string;

  @ApiPropertyOptional({ description: 'The person who writes it.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

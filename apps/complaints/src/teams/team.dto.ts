import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsTime } from '../calendars/is-time.dto.ts';
import { type AssignmentStrategy, assignmentStrategies } from './team.ts';

export class MemberDto {
  @ApiProperty({ description: 'Who it is, everywhere.', example: 'anna' })
  @IsString()
  @Length(1, 200)
  id!: string;

  @ApiProperty({ description: 'For people.', example: 'Anna Chan' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ description: 'What the person does in the team.', example: 'handler' })
  @IsString()
  @Length(1, 100)
  role!: string;

  @ApiPropertyOptional({ description: 'Whether new work may come.', default: true, example: true })
  @IsOptional()
  @IsBoolean()
  available?: boolean;

  @ApiPropertyOptional({
    description: 'Away until then: no new work comes before.',
    format: 'date-time',
    example: '2026-03-09T01:00:00.000Z',
  })
  @IsOptional()
  @IsTime()
  awayUntil?: string;

  @ApiPropertyOptional({
    description: 'The calendar the person works by: outside of it no new work comes.',
    example: 'hong-kong',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  calendar?: string;

  @ApiPropertyOptional({
    description: 'What the person speaks, BCP 47. None: not said.',
    type: [String],
    example: ['en', 'zh-Hant'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, { each: true, message: 'must be languages, BCP 47' })
  languages?: string[];

  @ApiPropertyOptional({
    description: 'What the person knows: categories, touchpoints, or names that rules ask for.',
    type: [String],
    example: ['defect', 'plumbing'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  skills?: string[];
}

export class MemberBody extends MemberDto {
  @ApiPropertyOptional({
    description: 'With `available: false` or `awayUntil`: others get the open complaints. Not kept.',
    default: false,
    example: false,
  })
  @IsOptional()
  @IsBoolean()
  reassign?: boolean;
}

export class TeamBody {
  @ApiProperty({ description: 'For people.', example: 'After-sales' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ description: 'Members who have had no work yet get it in this order.', type: [MemberBody] })
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => MemberBody)
  members!: MemberBody[];

  @ApiProperty({
    description: 'How work is assigned; `queue` leaves it to them.',
    enum: assignmentStrategies,
    example: 'round_robin',
  })
  @IsIn(assignmentStrategies)
  assignment!: AssignmentStrategy;

  @ApiPropertyOptional({ description: 'Its working hours (not used yet).', example: 'hong-kong' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  calendar?: string;

  @ApiPropertyOptional({ description: 'The department it belongs to.', example: 'customer-service' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  department?: string;
}

export class TeamDto {
  @ApiProperty({ description: 'Its id.', example: 'after-sales' })
  id!: string;
  @ApiProperty({ description: 'For people.', example: 'After-sales' })
  name!: string;
  @ApiProperty({ description: 'Who belongs to it.', type: [MemberDto] })
  members!: MemberDto[];
  @ApiProperty({ description: 'How work is assigned.', enum: assignmentStrategies, example: 'round_robin' })
  assignment!: string;
  @ApiProperty({ description: 'Its working hours.', type: 'string', nullable: true, example: null })
  calendar!: string | null;
  @ApiProperty({ description: 'Its department.', type: 'string', nullable: true, example: null })
  department!: string | null;
  @ApiProperty({ description: 'Grows with each change; the ETag.', type: 'integer', example: 1 })
  version!: number;
}

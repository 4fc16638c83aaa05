import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { IsTime } from '../calendars/is-time.dto.ts';

const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });
const countOf = (description: string, example: number) => ApiProperty({ description, type: 'integer', example });

export class MemberMoveBody {
  @ApiPropertyOptional({ description: 'Who says so.', example: 'mara' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;

  @ApiPropertyOptional({ description: 'Why; it stands in the history of the complaints.', example: 'parental leave' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class AwayBody extends MemberMoveBody {
  @ApiPropertyOptional({
    description: 'Until when; until `return` unless given.',
    format: 'date-time',
    example: '2026-03-09T01:00:00.000Z',
  })
  @IsOptional()
  @IsTime()
  until?: string;

  @ApiPropertyOptional({ description: 'Whether others get the open complaints.', default: false, example: true })
  @IsOptional()
  @IsBoolean()
  reassign?: boolean;
}

export class DepartureDto {
  @ApiProperty({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' })
  id!: string;
  @ApiProperty({ description: 'The team.', example: 'after-sales' })
  team!: string;
  @ApiProperty({ description: 'The person.', example: 'anna' })
  member!: string;
  @ApiProperty({ description: 'Whether the person has left or is away.', enum: ['left', 'away'], example: 'left' })
  kind!: string;
  @nullableProperty('Why.', 'parental leave')
  reason!: string | null;
  @ApiProperty({ description: 'The key that said so.', example: 'acme' })
  actor!: string;
  @nullableProperty('The person behind it.', 'mara')
  by!: string | null;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
  @countOf('How many complaints others have got.', 7)
  dealt!: number;
  @countOf('How many went back to the queue, because nobody was there.', 0)
  queued!: number;
  @ApiProperty({
    ...{ description: 'When all of them had gone; null while it goes on.', type: 'string', format: 'date-time' },
    ...{ nullable: true, example: at },
  })
  doneAt!: Date | null;
}

import { ApiProperty } from '@nestjs/swagger';

const at = '2026-03-02T10:15:02.000Z';
const counted = (description: string, example = 3) => ApiProperty({ description, type: 'integer', example });
const countedBy = (description: string, example: Record<string, number>) =>
  ApiProperty({ description, type: 'object', additionalProperties: { type: 'integer' }, example });

class CountsDto {
  @counted('Not ended.', 12)
  open!: number;
  @counted('Those with a running clock that has run out.', 2)
  overdue!: number;
  @counted('Those whose next deadline is within an hour.', 1)
  dueWithinHour!: number;
  @counted('Those whose next deadline is still today, where the team works.')
  dueToday!: number;
  @counted('Those before management.', 1)
  escalated!: number;
}

class MemberCountsDto extends CountsDto {
  @ApiProperty({ description: 'The person.', example: 'anna' })
  id!: string;
  @ApiProperty({ description: 'Its name.', example: 'Anna' })
  name!: string;
  @ApiProperty({ description: 'Whether it is there.', example: true })
  available!: boolean;
}

export class BoardDto extends CountsDto {
  @ApiProperty({ description: 'When it was counted.', format: 'date-time', example: at })
  at!: Date;
  @ApiProperty({ description: 'When today ends, by the calendar of the team.', format: 'date-time', example: at })
  todayEndsAt!: Date;
  @ApiProperty({ description: 'The team.', example: 'after-sales' })
  team!: string;
  @ApiProperty({ description: 'Its name.', example: 'After-sales' })
  name!: string;
  @ApiProperty({ description: 'What nobody has.', type: CountsDto })
  unassigned!: CountsDto;
  @countedBy('Open ones by status.', { received: 2, assigned: 10 })
  byStatus!: Record<string, number>;
  @countedBy('Open ones by severity.', { critical: 1, high: 4, normal: 7, low: 0 })
  bySeverity!: Record<string, number>;
  @ApiProperty({
    description: 'By person: the members, then those who hold some without being a member any more.',
    type: [MemberCountsDto],
  })
  members!: MemberCountsDto[];
}

class LevelCountsDto {
  @counted('The level of management.', 2)
  level!: number;
  @counted('What nobody has acted on.', 5)
  waiting!: number;
  @counted('Those of them whose time to act is over.', 1)
  overdue!: number;
  @counted('What somebody has acted on and that is not over.', 2)
  beingHandled!: number;
  @ApiProperty({
    description: 'Since when the oldest waits.',
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: at,
  })
  oldestAt!: Date | null;
  @ApiProperty({ description: 'For how long.', type: 'number', nullable: true, example: 5400.2 })
  oldestSeconds!: number | null;
  @countedBy('What waits, by age: each kind begins where the one before ends.', {
    under1h: 1,
    under4h: 2,
    under1d: 1,
    under3d: 0,
    older: 1,
  })
  byAge!: Record<string, number>;
}

export class WorklistCountsDto {
  @ApiProperty({ description: 'When it was counted.', format: 'date-time', example: at })
  at!: Date;
  @ApiProperty({
    description: 'By level, the lowest first; levels without anything are left out.',
    type: [LevelCountsDto],
  })
  levels!: LevelCountsDto[];
}

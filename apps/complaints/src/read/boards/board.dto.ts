import { AnyObject, Flag, Integer, ListOf, Nested, Num, Text, Timestamp, Zone } from '@harken/service';

const at = '2026-03-02T10:15:02.000Z';
const counts = { type: 'integer' };

export class BoardQuery {
  @Zone({
    description:
      "Whose today it is, of the IANA; without it the team's calendar says so, else the company's time zone.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
}

class CountsDto {
  @Integer({ description: 'Not ended.', example: 12 }) open!: number;
  @Integer({ description: 'Those with a running clock that has run out.', example: 2 }) overdue!: number;
  @Integer({ description: 'Those whose next deadline is within an hour.', example: 1 }) dueWithinHour!: number;
  @Integer({ description: 'Those whose next deadline is still today.', example: 3 })
  dueToday!: number;
  @Integer({ description: 'Those before management.', example: 1 }) escalated!: number;
}

class MemberCountsDto extends CountsDto {
  @Text({ description: 'The person.', example: 'anna' }) id!: string;
  @Text({ description: 'Its name.', example: 'Anna' }) name!: string;
  @Flag({ description: 'Whether it is there.', example: true }) available!: boolean;
}

export class BoardDto extends CountsDto {
  @Timestamp({ description: 'When it was counted.', example: at }) at!: Date;
  @Timestamp({ description: 'When today ends.', example: at }) todayEndsAt!: Date;
  @Text({ description: 'The team.', example: 'after-sales' }) team!: string;
  @Text({ description: 'Its name.', example: 'After-sales' }) name!: string;
  @Nested(() => CountsDto, { description: 'What nobody has.' }) unassigned!: CountsDto;
  @AnyObject({ description: 'Open ones by status.', values: counts, example: { received: 2, assigned: 10 } })
  byStatus!: Record<string, number>;
  @AnyObject({
    description: 'Open ones by severity.',
    values: counts,
    example: { critical: 1, high: 4, normal: 7, low: 0 },
  })
  bySeverity!: Record<string, number>;
  @ListOf(() => MemberCountsDto, {
    description: 'By person: the members, then those who hold some without being a member any more.',
  })
  members!: MemberCountsDto[];
}

class LevelCountsDto {
  @Integer({ description: 'The level of management.', example: 2 }) level!: number;
  @Integer({ description: 'What nobody has acted on.', example: 5 }) waiting!: number;
  @Integer({ description: 'Those of them whose time to act is over.', example: 1 }) overdue!: number;
  @Integer({ description: 'What somebody has acted on and that is not over.', example: 2 }) beingHandled!: number;
  @Timestamp({ description: 'Since when the oldest waits.', example: at, nullable: true }) oldestAt!: Date | null;
  @Num({ description: 'For how long.', example: 5400.2, nullable: true }) oldestSeconds!: number | null;
  @AnyObject({
    description: 'What waits, by age: each kind begins where the one before ends.',
    values: counts,
    example: { under1h: 1, under4h: 2, under1d: 1, under3d: 0, older: 1 },
  })
  byAge!: Record<string, number>;
}

export class WorklistCountsDto {
  @Timestamp({ description: 'When it was counted.', example: at }) at!: Date;
  @ListOf(() => LevelCountsDto, { description: 'By level, the lowest first; levels without anything are left out.' })
  levels!: LevelCountsDto[];
}

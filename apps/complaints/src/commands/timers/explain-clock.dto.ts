import { Flag, Integer, ListOf, Num, OneOf, Text, Timestamp } from '@harken/service';
import { ClockDto } from '../../complaint/response/complaint.dto.ts';
import { countedReasons, uncountedReasons } from '../../complaint/sla/explain-clock.ts';

export class CycleQuery {
  @Integer({
    description: 'The cycle; the latest without it.',
    example: 1,
    query: true,
    optional: true,
    min: 1,
    max: 32767,
  })
  cycle?: number;
}

class ClockIntervalDto {
  @Timestamp({ description: 'From when.', example: '2026-03-02T09:00:00.000Z' }) from!: Date;
  @Timestamp({ description: 'Until when.', example: '2026-03-02T17:00:00.000Z' }) to!: Date;
  @Flag({ description: 'Whether the clock ran.', example: true }) counted!: boolean;
  @OneOf([...countedReasons, ...uncountedReasons], { description: 'Why it did or did not.', example: 'open_hours' })
  why!: string;
  @Text({
    description: 'The holiday or exception; of a pause `cap_reached` where the clock ran again by itself.',
    example: 'New Year',
    optional: true,
  })
  detail?: string;
  @Flag({ description: 'Whether it lies ahead: then it may still change.', example: false }) ahead!: boolean;
}

export class ClockExplanationDto extends ClockDto {
  @Timestamp({ description: 'By the time of the database.', example: '2026-03-02T12:00:00.000Z' }) now!: Date;
  @Num({ description: 'Time used until now, or until it stopped.', example: 10800 }) countedSeconds!: number;
  @Num({ description: 'Time until now that did not count.', example: 57600 }) notCountedSeconds!: number;
  @ListOf(() => ClockIntervalDto, { description: 'In order, without gaps.' }) intervals!: ClockIntervalDto[];
  @Flag({ description: 'Whether there are more than can be shown.', example: false }) truncated!: boolean;
}

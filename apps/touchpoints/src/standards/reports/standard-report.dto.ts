import { Integer, ListOf, Moment, Nested, Num, OneOf, Text, Timestamp, Zone } from '@harken/service';
import { type TimeUnit, timeUnits } from '@harken/service/time';
import { IntervalDto } from '../../monitors/monitor.dto.ts';
import { type Outcome, outcomes, type ReportedPeriod } from './standard-report.ts';

const time = '2026-03-02T10:15:00.000Z';

export class StandardReportQuery {
  @Moment({ description: 'From this time on.', example: '2026-03-01', optional: true }) from?: string;
  @Moment({ description: 'Before this time; now when not given.', example: '2026-04-01', optional: true }) to?: string;
  @OneOf(timeUnits, { description: 'The length of a period.', example: 'week', optional: true, default: 'month' })
  period?: TimeUnit;
  @Zone({
    description: "The time zone of periods and dates; the company's when not given.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
}

export class ReportedPeriodDto implements Omit<ReportedPeriod, 'from' | 'to' | 'since'> {
  @Timestamp({ description: 'Its begin.', example: time }) from!: string;
  @Timestamp({ description: 'Its end.', example: time }) to!: string;
  @OneOf(outcomes, {
    description:
      '`breached`: the whole interval lies on the wrong side of the target; `met`: it does not; `too_few`: fewer answers than the minimum sample; `no_standard`: there was none.',
    example: 'met',
  })
  outcome!: Outcome;
  @Integer({ description: 'How many answers.', example: 120 }) n!: number;
  @Num({ description: 'The value; null without answers.', example: 31.5, nullable: true }) value!: number | null;
  @Nested(() => IntervalDto, { description: 'The interval of the value; null without one.', nullable: true })
  interval!: IntervalDto | null;
  @Num({ description: 'The target that held at its end.', example: 20, nullable: true }) target!: number | null;
  @Integer({ description: 'The version that held at its end.', example: 2, nullable: true }) version!: number | null;
  @Timestamp({ description: 'Since when that version holds.', example: time, nullable: true }) since!: string | null;
}

export class StandardReportDto {
  @Text({ description: 'The standard.', example: 'handover-nps' }) standard!: string;
  @Integer({ description: 'Periods that met it.', example: 3 }) met!: number;
  @Integer({ description: 'Periods that breached it.', example: 1 }) breached!: number;
  @Integer({ description: 'Periods with too few answers.', example: 0 }) tooFew!: number;
  @ListOf(() => ReportedPeriodDto, { description: 'The periods, oldest first.' }) items!: ReportedPeriodDto[];
}

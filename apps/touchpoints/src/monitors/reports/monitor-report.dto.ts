import { Integer, ListOf, Moment, Num, OneOf, Text, Timestamp } from '@harken/service';
import { type SlotUnit, slotUnits } from '../../detection/slot-calendar.ts';
import type { Alarm, Backtest } from './backtest.ts';
import type { Chart, ChartPoint, ChartVersion } from './chart.ts';

const time = '2026-03-02T00:00:00.000Z';
const later = '2026-03-05T00:00:00.000Z';
const NullableNumber = (description: string, example: number) => Num({ description, example, nullable: true });
const Bound = (description: string, example: string) =>
  Moment({
    description: `${description} A time with its offset, or a date in the company's zone.`,
    example,
    optional: true,
    query: true,
  });

export class ReportQuery {
  @Bound('From when on; without it 90 slots of a day or 14 days of hours before `to`.', '2026-01-01') from?: string;
  @Bound('Up to when; without it now.', '2026-03-31') to?: string;
}

export class ChartPointDto implements ChartPoint {
  @Timestamp({ description: 'Start of the slot.', example: time }) at!: string;
  @NullableNumber('The count, the mean or the share of bad answers; null without answers.', 9) value!: number | null;
  @Num({ description: 'How many events or answers.', example: 9 }) n!: number;
  @NullableNumber('What was expected; null where the monitor did not judge.', 4.2) centre!: number | null;
  @NullableNumber('99.7 % of usual slots are not below.', 0) low!: number | null;
  @NullableNumber('99.7 % of usual slots are not above.', 12) high!: number | null;
  @OneOf(['alarm', 'on'], { description: '`alarm`: an alarm began; `on`: it went on.', example: null, nullable: true })
  signal!: 'alarm' | 'on' | null;
  @Integer({ description: 'The version of the baseline that judged it.', example: 3, nullable: true })
  baseline!: number | null;
}

export class ChartVersionDto implements ChartVersion {
  @Integer({ description: 'Its number.', example: 3 }) version!: number;
  @Timestamp({ description: 'From when on it judges.', example: time }) from!: string;
  @Num({ description: 'How much slots differ beyond chance.', example: 0.12 }) dispersion!: number;
  @Timestamp({ description: 'Start of what it learned from; null by hand.', example: time, nullable: true })
  learnedFrom!: string | null;
  @Timestamp({ description: 'End of what it learned from.', example: time, nullable: true }) learnedTo!: string | null;
}

export class SignalDto {
  @Timestamp({ description: 'Start of its first slot.', example: time }) from!: string;
  @Timestamp({ description: 'End of its last slot.', example: later }) to!: string;
}

export class ChartDto implements Chart {
  @Text({ description: 'The monitor.', example: 'handover-complaints' }) monitor!: string;
  @OneOf(slotUnits, { description: 'How long a slot is.', example: 'day' }) slot!: SlotUnit;
  @Timestamp({ description: 'Start of the chart.', example: time }) from!: string;
  @Timestamp({ description: 'Its end.', example: later }) to!: string;
  @ListOf(() => ChartPointDto, { description: 'One for each slot, oldest first.' }) points!: readonly ChartPoint[];
  @ListOf(() => ChartVersionDto, { description: 'The versions of the baseline.' }) versions!: readonly ChartVersion[];
  @ListOf(() => SignalDto, { description: 'The alarms.' }) signals!: readonly SignalDto[];
  @Integer({ description: 'Records that arrived after their slot was judged: they did not change it.', example: 0 })
  late!: number;
}

export class AlarmDto implements Alarm {
  @Timestamp({ description: 'Start of its first slot.', example: time }) from!: string;
  @Timestamp({ description: 'End of its last slot.', example: later }) to!: string;
  @Num({ description: 'The count in these slots; the mean of scores and shares.', example: 31 }) observed!: number;
  @Num({ description: 'What was expected.', example: 12.4 }) expected!: number;
}

export class BacktestDto implements Backtest {
  @Integer({ description: 'How many slots were judged.', example: 90 }) slots!: number;
  @Integer({ description: 'How many were needed to learn first.', example: 28 }) learning!: number;
  @ListOf(() => AlarmDto, { description: 'What it would have found.' }) alarms!: readonly Alarm[];
  @Num({ description: 'How many false alarms the promise allows in that time.', example: 0.08 }) falseAlarms!: number;
}

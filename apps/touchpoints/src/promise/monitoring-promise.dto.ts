import { Integer, Num } from '@harken/service';
import { promiseDefaults } from './monitoring-promise.ts';

export class MonitoringPromiseBody {
  @Num({
    description: 'How many false alarms a month all monitors together may raise at most, in the mean.',
    min: 0.01,
    max: 1000,
    default: promiseDefaults.falseAlarmsPerMonth,
    example: promiseDefaults.falseAlarmsPerMonth,
    optional: true,
  })
  falseAlarmsPerMonth?: number;
}

export class MonitoringPromiseDto {
  @Num({ description: 'How many false alarms a month all monitors together may raise at most.', example: 2 })
  falseAlarmsPerMonth!: number;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}

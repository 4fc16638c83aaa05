/** How often all monitors together may alarm for nothing. */
export interface MonitoringPromise {
  readonly falseAlarmsPerMonth: number;
}

export const promiseDefaults: MonitoringPromise = { falseAlarmsPerMonth: 2 };

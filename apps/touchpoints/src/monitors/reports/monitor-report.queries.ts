import { setImmediate } from 'node:timers/promises';
import type { Reader } from '@harken/database';
import { memoryDays } from '../../detection/course.ts';
import type { JudgedSlot } from '../../detection/judge-slot.ts';
import type { DetectorMethod } from '../../detection/limits.ts';
import { dayMs, type LocalTime, SlotCalendar } from '../../detection/slot-calendar.ts';
import { findHours } from '../../measurements/measurement.queries.ts';
import { allOfIt, asOfNow, type MeasuredHour, slotsOf } from '../../measurements/slots-of-hours.ts';
import { currentAllotment } from '../../promise/allotment.queries.ts';
import { detectorParameters } from '../detector-parameters.ts';
import { designOf, seriesOf } from '../evaluation/advance-watch.ts';
import { findBaselineVersions, findJudgedSlots } from '../evaluation/watch.queries.ts';
import type { Monitor } from '../monitor.ts';
import { type Backtest, backtestSteps, summarise } from './backtest.ts';
import { type Chart, chartOf } from './chart.ts';

export type DetectorMonitor = Monitor & { readonly method: DetectorMethod };

export interface Period {
  readonly from: number;
  readonly to: number;
}

const hourMs = 3_600_000;
// A backtest lets others work after so long.
const sliceMs = 10;

export const unitOf = ({ watch, method, parameters }: DetectorMonitor) =>
  watch?.unit ?? detectorParameters(method, parameters).unit ?? 'day';

async function hoursOf(reader: Reader, { id, touchpoint, metric, segment }: Monitor, { from, to }: Period) {
  const query = { key: id, touchpoint, metric: metric ?? '', segment, from: new Date(from), to: new Date(to) };
  return (await findHours(reader, [query])).get(id) ?? ([] as MeasuredHour[]);
}

/** The slots of the period beside what was expected of them. */
export async function readChart(
  reader: Reader,
  monitor: DetectorMonitor,
  zone: LocalTime,
  period: Period,
): Promise<Chart> {
  const unit = unitOf(monitor);
  const calendar = new SlotCalendar(unit, zone);
  const from = calendar.startOf(period.from);
  const { to } = period;
  const hours = await hoursOf(reader, monitor, { from, to: to + 25 * hourMs });
  const series = seriesOf({ monitor, zone, hours }, unit);
  return chartOf({
    monitor: monitor.id,
    unit,
    from,
    to,
    subject: series.subject,
    judged: await findJudgedSlots(reader, monitor.id, { from: new Date(from), to: new Date(to) }),
    known: slotsOf(series, from, to, asOfNow),
    versions: await findBaselineVersions(reader, monitor.id),
    next: (slot) => calendar.next(slot),
  });
}

/** What the monitor would have found over data of the past, history too, each slot with the baseline known then. */
export async function readBacktest(
  reader: Reader,
  monitor: DetectorMonitor,
  zone: LocalTime,
  period: Period,
): Promise<Backtest> {
  const unit = unitOf(monitor);
  const { everyDays } = await currentAllotment(reader);
  const design = designOf({ monitor, zone, everyDays }, unit);
  const { calendar } = design;
  const from = calendar.startOf(period.from);
  const hours = await hoursOf(reader, monitor, { from: from - memoryDays * dayMs, to: period.to + 25 * hourMs });
  const series = seriesOf({ monitor, zone, hours }, unit);
  const byHand = detectorParameters(monitor.method, monitor.parameters).baselineFor(unit, from);
  const first = byHand ? from : Math.min(from, series.hours[0]?.hour.getTime() ?? from);
  const slots = slotsOf(series, first, period.to, allOfIt);
  const judged: (JudgedSlot | null)[] = [];
  let sliceEnd = performance.now() + sliceMs;
  for (const step of backtestSteps(design, slots, byHand)) {
    judged.push(step.judged);
    if (performance.now() < sliceEnd) continue;
    await setImmediate();
    sliceEnd = performance.now() + sliceMs;
  }
  const inWindow = slots.filter(({ at }) => at >= from).length;
  return summarise(design, judged.slice(slots.length - inWindow), inWindow);
}

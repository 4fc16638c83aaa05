import type { Subject } from '../detection/baseline.ts';
import { emptySlot, type PastSlot, type Slot, type SlotData } from '../detection/slot.ts';
import { graceMs, type SlotCalendar } from '../detection/slot-calendar.ts';
import type { MetricKind } from '../metrics/metric.ts';
import type { Sample } from '../metrics/sample.ts';

/** What was measured in an hour and arrived at the same time. */
export interface MeasuredHour extends Sample {
  readonly hour: Date;
  /** The start of the hour for all that arrived in time. */
  readonly arrived: Date;
  readonly history: boolean;
}

/** What a detector makes of a sample. `kind` is null for counts. NPS is in points, CSAT the share of 4 and 5. */
export function slotDataOf(subject: Subject, kind: MetricKind | null, sample: Sample): SlotData {
  const { n, promoters, detractors, satisfied } = sample;
  if (subject === 'rate') return { n, sum: 0, sumOfSquares: 0 };
  if (subject === 'share') {
    const bad = kind === 'nps' ? detractors : n - satisfied;
    return { n, sum: bad, sumOfSquares: bad };
  }
  if (kind === 'nps')
    return { n, sum: 100 * (promoters - detractors), sumOfSquares: 10_000 * (promoters + detractors) };
  if (kind === 'csat') return { n, sum: satisfied, sumOfSquares: satisfied };
  return { n, sum: sample.sum, sumOfSquares: sample.sumOfSquares };
}

export interface Series {
  readonly subject: Subject;
  readonly kind: MetricKind | null;
  readonly calendar: SlotCalendar;
  readonly hours: readonly MeasuredHour[];
}

type Counts = (row: MeasuredHour, slotEnd: number) => boolean;

/** As it was known when the slot was judged: late records and history are left out. */
export const asJudged: Counts = ({ hour, arrived, history }, slotEnd) =>
  !history && (arrived.getTime() === hour.getTime() || arrived.getTime() < slotEnd + graceMs);

/** As it is known now, without history. */
export const asOfNow: Counts = ({ history }) => !history;

/** What a baseline that is learned at `moment` may know: history too. */
export const knownAt =
  (moment: number): Counts =>
  ({ hour, arrived }) =>
    arrived.getTime() === hour.getTime() || arrived.getTime() < moment;

/** Everything, for a backtest. */
export const allOfIt: Counts = () => true;

/** The slots that begin in `[from, to)`, also those without a record. */
export function slotsOf({ subject, kind, calendar, hours }: Series, from: number, to: number, counts: Counts): Slot[] {
  const bySlot = Map.groupBy(hours, ({ hour }) => calendar.startOf(hour.getTime()));
  return calendar.slots(from, to).map((at) => {
    const end = calendar.next(at);
    const data = (bySlot.get(at) ?? [])
      .filter((row) => counts(row, end))
      .map((row) => slotDataOf(subject, kind, row))
      .reduce(addSlots, emptySlot);
    return { at, ...calendar.placeOf(at), ...(data.n > 0 ? data : emptySlot) };
  });
}

const addSlots = (a: SlotData, b: SlotData): SlotData => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumOfSquares: a.sumOfSquares + b.sumOfSquares,
});

/** The slots before `to` from the first record on: what a baseline may learn from. */
export function pastSlots(series: Series, to: number, counts: Counts, outOfControl: ReadonlySet<number>): PastSlot[] {
  const first = series.hours[0];
  if (!first) return [];
  const slots = slotsOf(series, first.hour.getTime(), to, counts);
  return slots.map((slot) => ({ ...slot, inControl: !outOfControl.has(slot.at) }));
}

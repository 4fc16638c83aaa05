import type { Subject } from '../../apps/touchpoints/src/detection/baseline.ts';
import type { DetectorMethod } from '../../apps/touchpoints/src/detection/limits.ts';
import type { Slot } from '../../apps/touchpoints/src/detection/slot.ts';
import { dayMs, type SlotCalendar } from '../../apps/touchpoints/src/detection/slot-calendar.ts';
import {
  binomialDraw,
  countDraw,
  gammaDraw,
  normalDraw,
  type Random,
} from '../../apps/touchpoints/src/detection/streams.fixture.ts';

export interface MonitoredStream {
  readonly method: DetectorMethod;
  readonly subject: Subject;
  /** Events or answers a day. */
  readonly level: number;
  /** What comes in on a day; `change`: so many times as often, such odds, or a shift in standard deviations of a slot. */
  draw(at: number, change?: number): Slot;
}

const answerDeviation = 2;
const dayDeviation = 0.3;
const badShare = 0.12;
const shareCorrelation = 0.02;

/**
 * A stream as companies have them: 0.1 to 50 a day, overdispersed, weekends of their own, growing or shrinking by up to a
 * quarter a year, a season of up to a tenth, and two gaps of three days a year in which nothing comes in.
 */
export function monitoredStream(
  method: DetectorMethod,
  calendar: SlotCalendar,
  start: number,
  random: Random,
): MonitoredStream {
  const scores = method === 'ewma' || method === 'cusum';
  const level = method === 'rate' ? 0.1 * 500 ** random() : 5 * 6 ** random();
  const dispersion = 0.4 * random();
  const growth = (0.5 * random() - 0.25) / 365;
  const season = 0.1 * random();
  const weekdays = Array.from({ length: 7 }, (_, day) => (day > 4 ? 0.4 + 0.6 * random() : 0.85 + 0.3 * random()));
  const gapSeed = Math.floor(random() * 180);
  const subject = method === 'rate' ? 'rate' : scores ? 'score' : 'share';
  return {
    method,
    subject,
    level,
    draw(at, change) {
      const day = Math.round((at - start) / dayMs);
      const place = calendar.placeOf(at);
      const usual =
        level *
        Math.exp(growth * day) *
        (1 + season * Math.sin((2 * Math.PI * day) / 365)) *
        (weekdays[place.weekday] as number);
      const gap = change === undefined && (day + gapSeed) % 182 < 3;
      const times = subject === 'rate' ? (change ?? 1) : 1;
      const n = gap ? 0 : countDraw(random, usual * times, dispersion);
      return { at, ...place, n, ...answersOf(n, change) };
    },
  };

  function answersOf(n: number, change: number | undefined): { sum: number; sumOfSquares: number } {
    if (subject === 'rate' || n === 0) return { sum: 0, sumOfSquares: 0 };
    if (subject === 'share') {
      const odds = (badShare / (1 - badShare)) * (change ?? 1);
      const share = odds / (1 + odds);
      const size = (1 - shareCorrelation) / shareCorrelation;
      const [up, down] = [gammaDraw(random, size * share), gammaDraw(random, size * (1 - share))];
      const bad = binomialDraw(random, n, up / (up + down));
      return { sum: bad, sumOfSquares: bad };
    }
    const deviation = Math.sqrt(answerDeviation ** 2 / n + dayDeviation ** 2);
    const middle = 6 + dayDeviation * normalDraw(random) - (change ?? 0) * deviation;
    let [sum, sumOfSquares] = [0, 0];
    for (let answer = 0; answer < n; answer++) {
      const value = Math.max(0, Math.min(10, Math.round(middle + answerDeviation * normalDraw(random))));
      sum += value;
      sumOfSquares += value * value;
    }
    return { sum, sumOfSquares };
  }
}

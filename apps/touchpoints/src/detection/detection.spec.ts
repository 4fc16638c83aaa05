import { describe, expect, it } from '@jest/globals';
import { evenWeek, expectedCount, type RateBaseline } from './baseline.ts';
import { begin, type Course, type Design, fixedCourse, runCourse } from './course.ts';
import { learnScore, learnShare } from './learn-answers.ts';
import { learnRate } from './learn-rate.ts';
import { limitsFor } from './limits.ts';
import { promiseSentence } from './promise-sentence.ts';
import type { Slot } from './slot.ts';
import { dayMs, type LocalTime, SlotCalendar } from './slot-calendar.ts';
import { binomialDraw, countDraw, randomOf } from './streams.fixture.ts';

const utc: LocalTime = {
  offsetAt: () => 0,
  startOf: (_, moment) => Math.floor(moment / dayMs) * dayMs,
  next: (_, moment) => (Math.floor(moment / dayMs) + 1) * dayMs,
};
const days = new SlotCalendar('day', utc);
const monday = Date.parse('2026-01-05T00:00:00Z');
const slot = (day: number, n: number, sum = 0, sumOfSquares = 0): Slot => {
  const at = monday + day * dayMs;
  return { at, n, sum, sumOfSquares, ...days.placeOf(at) };
};
const inControl = (slots: readonly Slot[]) => slots.map((one) => ({ ...one, inControl: true }));
const design = (more: Partial<Design> = {}): Design => ({
  method: 'rate',
  subject: 'rate',
  calendar: days,
  everyDays: 1096,
  learnDays: 28,
  ...more,
});
const week = [1.4, 1.2, 1.1, 1.1, 1, 0.7, 0.5];

describe('a baseline of counts', () => {
  const random = randomOf(3);
  const counts = (length: number, mean: (day: number) => number, dispersion = 0.1) =>
    Array.from({ length }, (_, day) => slot(day, countDraw(random, mean(day), dispersion)));

  it('knows the weekdays, the level and the dispersion', () => {
    const past = inControl(counts(365, (day) => 40 * (week[day % 7] as number)));
    const learned = learnRate(past, monday + 365 * dayMs, 'day') as RateBaseline;
    for (const [weekday, factor] of week.entries()) expect(learned.weekdays[weekday]).toBeCloseTo(factor, 0.7);
    expect(learned.level / 40).toBeGreaterThan(0.93);
    expect(learned.level / 40).toBeLessThan(1.12);
    expect(learned.dispersion).toBeGreaterThan(0.06);
    expect(learned.dispersion).toBeLessThan(0.18);
  });

  it('follows a trend, and does not see one in a steady stream', () => {
    const grown = inControl(counts(300, (day) => 30 * Math.exp((0.5 * day) / 365), 0.02));
    const learned = learnRate(grown, monday + 300 * dayMs, 'day') as RateBaseline;
    expect(learned.growth * 365).toBeCloseTo(0.5, 0.5);
    const steady = learnRate(inControl(counts(300, () => 30, 0.02)), monday + 300 * dayMs, 'day');
    expect(steady?.growth).toBe(0);
  });

  it('is not moved by an outbreak within its data', () => {
    const past = inControl(counts(84, (day) => (day >= 40 && day < 43 ? 200 : 20)));
    const learned = learnRate(past, monday + 84 * dayMs, 'day') as RateBaseline;
    expect(learned.level).toBeLessThan(25);
  });

  it('learns nothing from slots that belong to an alarm', () => {
    const past = counts(84, (day) => (day >= 60 ? 80 : 20)).map((one, day) => ({ ...one, inControl: day < 60 }));
    expect(learnRate(past, monday + 84 * dayMs, 'day')?.level).toBeLessThan(26);
  });

  it('knows the hours of hourly slots', () => {
    const hours = new SlotCalendar('hour', utc);
    const past = hours.slots(monday, monday + 42 * dayMs).map((at) => {
      const place = hours.placeOf(at);
      const mean = place.hour >= 8 && place.hour < 20 ? 40 : 4;
      return { at, sum: 0, sumOfSquares: 0, ...place, n: countDraw(random, mean, 0), inControl: true };
    });
    const learned = learnRate(past, monday + 42 * dayMs, 'hour') as RateBaseline;
    const noon = { at: monday + 42 * dayMs, weekday: 0, hour: 12 };
    expect(expectedCount(learned, noon) / 40).toBeCloseTo(1, 0.7);
    expect(expectedCount(learned, { ...noon, hour: 3 })).toBeLessThan(5.5);
  });
});

describe('baselines of answers', () => {
  const random = randomOf(5);

  it('of a share: the share and how much slots differ', () => {
    const past = Array.from({ length: 200 }, (_, day) => slot(day, 40, binomialDraw(random, 40, 0.2)));
    const learned = learnShare(inControl(past), monday + 200 * dayMs, 'day');
    expect(learned?.share).toBeGreaterThan(0.18);
    expect(learned?.share).toBeLessThan(0.22);
    expect(learned?.dispersion).toBeLessThan(0.01);
    expect(learned?.sizes).toEqual([40, 40, 40, 40, 40]);
  });

  it('of a score: the mean, the spread of an answer and that between slots', () => {
    const past = Array.from({ length: 200 }, (_, day) => {
      const shift = 2 * (random() - 0.5);
      const answers = Array.from({ length: 30 }, () => 7 + shift + 4 * (random() - 0.5));
      const sums = answers.reduce(([s, q], x) => [(s as number) + x, (q as number) + x * x], [0, 0]);
      return slot(day, 30, sums[0], sums[1]);
    });
    const learned = learnScore(inControl(past), monday + 200 * dayMs, 'day');
    expect(learned?.mean).toBeCloseTo(7, 0.5);
    expect(learned?.within).toBeCloseTo(16 / 12, 0.7);
    expect(learned?.dispersion).toBeGreaterThan(0.25);
    expect(learned?.dispersion).toBeLessThan(0.6);
  });
});

describe('limits', () => {
  const rate: RateBaseline = {
    subject: 'rate',
    level: 5,
    growth: 0,
    origin: monday,
    weekdays: evenWeek,
    hours: null,
    dispersion: 0.2,
  };

  it('keep the false alarms as far apart as asked, and find a doubling of five a day in days', () => {
    const limits = limitsFor('rate', rate, 365, days);
    expect(limits.by).toBe('counts');
    expect(limits.falseAlarmEveryDays / 365).toBeCloseTo(1, 1);
    expect(limits.delayDays['2']).toBeGreaterThan(3);
    expect(limits.delayDays['2']).toBeLessThan(9);
    expect(limits.delayDays['3']).toBeLessThan(limits.delayDays['2']);
    expect(promiseSentence('rate', limitsFor('rate', rate, 1096, days))).toMatch(
      /^About one false alarm in 3 years; a doubling is found in about \d days\.$/,
    );
  });

  it('watch the times between events below 0.2 a day', () => {
    const limits = limitsFor('rate', { ...rate, level: 0.1, dispersion: 0 }, 1096, days);
    expect(limits.by).toBe('gaps');
    expect(limits.falseAlarmEveryDays).toBeGreaterThan(1000);
    // Three events within three days, where one comes in ten days.
    const course = fixedCourse(design(), { ...rate, level: 0.1, dispersion: 0 }, monday);
    const run = (gap: number) => {
      const slots = Array.from({ length: 60 }, (_, day) => slot(day, day % gap === 0 ? 1 : 0));
      return runCourse(design(), slots, course).judged.filter(({ signal }) => signal === 'alarm').length;
    };
    expect(run(10)).toBe(0);
    expect(run(1)).toBe(1);
  });
});

describe('the watch of a monitor', () => {
  const random = randomOf(11);
  const usual = (day: number) => countDraw(random, 12 * (week[day % 7] as number), 0.1);

  it('learns first, then finds a surge within two days, and nothing in the quiet weeks before', () => {
    const slots = Array.from({ length: 140 }, (_, day) => slot(day, day >= 130 ? 4 * usual(day) : usual(day)));
    const { judged } = runCourse(design(), slots);
    const first = judged.findIndex(({ signal }) => signal === 'alarm');
    expect(judged[0]?.at).toBe(monday + 28 * dayMs);
    expect((judged[first]?.at as number) - monday).toBeGreaterThanOrEqual(130 * dayMs);
    expect((judged[first]?.at as number) - monday).toBeLessThanOrEqual(132 * dayMs);
    expect(judged.filter(({ signal }) => signal === 'alarm')).toHaveLength(1);
  });

  it('is one alarm while it lasts, ends when things are well again, and learns nothing from it', () => {
    const slots = Array.from({ length: 200 }, (_, day) => slot(day, day >= 100 && day < 115 ? 60 : 12));
    const { judged, past, course } = runCourse(design(), slots);
    expect(judged.filter(({ signal }) => signal === 'alarm')).toHaveLength(1);
    expect(judged.at(-1)?.signal).toBeNull();
    expect(past.filter((one) => !one.inControl).length).toBeGreaterThanOrEqual(15);
    expect((course.current?.baseline as RateBaseline | undefined)?.level).toBeLessThan(16);
  });

  it('has the same course whether slots are judged at once or one by one', () => {
    const slots = Array.from({ length: 90 }, (_, day) => slot(day, usual(day)));
    const whole = runCourse(design(), slots);
    const fixed: Course = { ...whole.course, relearnAt: null, state: begin.state };
    const once = runCourse(design(), slots, fixed).judged;
    let course = fixed;
    const bySteps = slots.map((one) => {
      const run = runCourse(design(), [one], course);
      course = run.course;
      return run.judged[0];
    });
    expect(bySteps).toEqual(once);
  });
});

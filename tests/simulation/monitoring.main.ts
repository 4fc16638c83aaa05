import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { begin, type Course, type Design, runCourse } from '../../apps/touchpoints/src/detection/course.ts';
import { changes, type DelayDays, type DetectorMethod } from '../../apps/touchpoints/src/detection/limits.ts';
import { dayMs, type LocalTime, SlotCalendar } from '../../apps/touchpoints/src/detection/slot-calendar.ts';
import { randomOf } from '../../apps/touchpoints/src/detection/streams.fixture.ts';
import { everyDaysFor } from '../../apps/touchpoints/src/promise/allotment.ts';
import { type MonitoredStream, monitoredStream } from './monitored-stream.ts';

const { values } = parseArgs({
  options: {
    monitors: { type: 'string', default: '200' },
    years: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    to: { type: 'string' },
  },
});
const [monitors, years, seed] = [Number(values.monitors), Number(values.years), Number(values.seed)];
const promised = 2;
const daysOfMonth = 365.25 / 12;

const utc: LocalTime = {
  offsetAt: () => 0,
  startOf: (_, moment) => Math.floor(moment / dayMs) * dayMs,
  next: (_, moment) => (Math.floor(moment / dayMs) + 1) * dayMs,
};
const calendar = new SlotCalendar('day', utc);
const start = Date.parse('2020-01-01T00:00:00Z');
const length = Math.round(years * 365.25);
const methodOf = (index: number): DetectorMethod =>
  (['rate', 'rate', 'rate', 'rate', 'rate', 'rate', 'rate', 'p_chart', 'ewma', 'cusum'] as const)[
    index % 10
  ] as DetectorMethod;

interface Tally {
  days: number;
  alarms: number;
  readonly delays: { change: number; days: number; table: number }[];
}

const tallies = new Map<DetectorMethod, Tally>();
const began = performance.now();
for (let index = 0; index < monitors; index++) {
  const method = methodOf(index);
  const tally = tallies.get(method) ?? { days: 0, alarms: 0, delays: [] };
  tallies.set(method, tally);
  const random = randomOf(seed * 100_003 + index);
  const stream = monitoredStream(method, calendar, start, random);
  const design: Design = {
    method,
    subject: stream.subject,
    calendar,
    everyDays: everyDaysFor(monitors, promised),
    learnDays: 28,
  };
  const slots = calendar.slots(start, start + length * dayMs).map((at) => stream.draw(at));
  const { judged, course } = runCourse(design, slots);
  tally.days += judged.length;
  tally.alarms += judged.filter(({ signal }) => signal === 'alarm').length;
  for (const change of changes) measureDelay(tally, design, stream, course, change);
  if (index % 20 === 19)
    process.stderr.write(`${index + 1} monitors, ${Math.round((performance.now() - began) / 1000)} s\n`);
}

/** A change that begins at the end of the stream: how long until it is found, and what the table says. */
function measureDelay(tally: Tally, design: Design, stream: MonitoredStream, course: Course, change: number): void {
  const { current } = course;
  if (!current) return;
  for (let run = 0; run < 5; run++) {
    let now: Course = { ...course, state: begin.state, relearnAt: null };
    for (let day = 1; day <= 1500; day++) {
      now = runCourse(
        design,
        [stream.draw(start + (length - 1) * dayMs + ((day + run) % 7) * dayMs, change)],
        now,
      ).course;
      if (!now.state.firing) continue;
      tally.delays.push({ change, days: day, table: current.limits.delayDays[String(change) as keyof DelayDays] });
      break;
    }
  }
}

/** The upper end of the exact 95 % interval of a Poisson count (Garwood), by the Wilson-Hilferty approximation. */
const upperBound = (count: number): number =>
  (count + 1) * (1 - 1 / (9 * (count + 1)) + 1.96 / (3 * Math.sqrt(count + 1))) ** 3;
const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

const perMonth = (alarms: number, days: number) => (alarms / (days / daysOfMonth)) * monitors;
const all = [...tallies.values()];
const [days, alarms] = [sum(all.map((tally) => tally.days)), sum(all.map((tally) => tally.alarms))];
const bound = perMonth(upperBound(alarms), days);
const rows = [...tallies].flatMap(([method, tally]) =>
  changes.map((change) => {
    const found = tally.delays.filter((delay) => delay.change === change);
    const [measured, table] = [sum(found.map((delay) => delay.days)), sum(found.map((delay) => delay.table))];
    const n = found.length;
    return `| ${method} | ${change} | ${(measured / n).toFixed(1)} | ${(table / n).toFixed(1)} | ${(measured / table).toFixed(2)} |`;
  }),
);
const byMethod = [...tallies].map(
  ([method, tally]) =>
    `| ${method} | ${tally.days} | ${tally.alarms} | ${((tally.alarms * everyDaysFor(monitors, promised)) / tally.days).toFixed(2)} |`,
);
const report = [
  `${monitors} monitors, ${years} years each (${(days / 365.25).toFixed(0)} years in all), seed ${seed}, promise: at most ${promised} false alarms a month.`,
  '',
  `**${perMonth(alarms, days).toFixed(2)} false alarms a month**, upper 95 % bound ${bound.toFixed(2)} (at most ${(1.3 * promised).toFixed(1)}).`,
  '',
  '| method | days judged | alarms | share of its allotment |',
  '|---|---|---|---|',
  ...byMethod,
  '',
  '| method | change | delay, days | by the table | ratio |',
  '|---|---|---|---|---|',
  ...rows,
  '',
].join('\n');
process.stdout.write(report);
if (values.to) writeFileSync(values.to, report);
process.exitCode = bound <= 1.3 * promised ? 0 : 1;

import type { Tx } from '@harken/database';
import { promiseSentence } from '../../detection/promise-sentence.ts';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import { findHours } from '../../measurements/measurement.queries.ts';
import { currentAllotment } from '../../promise/allotment.queries.ts';
import { isDetector, type Monitor } from '../monitor.ts';
import type { MonitorResult } from '../monitor-result.ts';
import { advanceWatch, needsFrom, type WatchStep } from './advance-watch.ts';
import type { MonitorEvaluation } from './monitor-evaluation.ts';
import { findJudgedSlots } from './watch.queries.ts';
import { findOutOfControl, watchStore } from './watch.store.ts';

const evidenceSlots = 30;

/** Advances the watch of each detector: one statement to read, and three to write, however many there are. */
export async function evaluateDetectors(
  monitors: readonly Monitor[],
  now: Date,
  zone: LocalTime,
  tx: Tx,
): Promise<MonitorEvaluation[]> {
  const watched = monitors.flatMap(({ method, ...rest }) => (isDetector(method) ? [{ ...rest, method }] : []));
  if (watched.length === 0) return [];
  const until = new Date(now.getTime() + 3_600_000);
  const hours = await findHours(
    tx,
    watched.map((monitor) => ({
      key: monitor.id,
      touchpoint: monitor.touchpoint,
      metric: monitor.metric ?? '',
      segment: monitor.segment,
      from: new Date(Math.floor(needsFrom(monitor, now.getTime()) / 3_600_000) * 3_600_000),
      to: until,
    })),
  );
  const outOfControl = await findOutOfControl(
    tx,
    watched.map(({ id }) => id),
  );
  const { everyDays } = await currentAllotment(tx);
  const steps = watched.map((monitor) => {
    const input = { monitor, now: now.getTime(), zone, everyDays };
    const known = {
      hours: hours.get(monitor.id) ?? [],
      outOfControl: outOfControl.get(monitor.id) ?? new Set<number>(),
    };
    return { monitor, step: advanceWatch({ ...input, ...known }) };
  });
  await watchStore.save(
    tx,
    steps.map(({ monitor: { id }, step }) => ({ monitorId: id, step })),
  );
  return steps.map(({ monitor, step }) => ({
    monitor,
    result: resultOf(step),
    nextCheckAt: step.nextCheckAt,
    watch: step.watch,
    evidence: () => evidenceOf(monitor, step, tx),
  }));
}

function resultOf({ latest, firing, watch }: WatchStep): MonitorResult {
  if (!watch.course.current) return { condition: 'learning', n: 0, value: null, interval: null, expected: null };
  const condition = firing ? 'breached' : 'ok';
  if (!latest) return { condition, n: 0, value: null, interval: null, expected: null };
  return { condition, n: latest.n, value: latest.value, interval: null, expected: latest.centre };
}

async function evidenceOf(monitor: Monitor, { latest, watch }: WatchStep, tx: Tx) {
  const { current, state } = watch.course;
  const series = await findJudgedSlots(tx, monitor.id, { last: evidenceSlots });
  const limits = current?.limits;
  return {
    n: latest?.n ?? 0,
    value: latest?.value ?? null,
    expected: latest?.centre ?? null,
    low: latest?.low ?? null,
    high: latest?.high ?? null,
    slot: { unit: watch.unit, at: latest ? new Date(latest.at).toISOString() : null },
    changeSince: state.risingSince === null ? null : new Date(state.risingSince).toISOString(),
    baseline: current ? { version: current.version, dispersion: current.baseline.dispersion } : null,
    promise: limits && isDetector(monitor.method) ? promiseSentence(monitor.method, limits) : null,
    series: series.map(({ at, n, value, centre, low, high, signal }) => {
      return { at: at.toISOString(), n, value, centre, low, high, signal };
    }),
  };
}

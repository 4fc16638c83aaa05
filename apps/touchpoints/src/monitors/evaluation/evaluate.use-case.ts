import type { Tx } from '@harken/database';
import type { Evidence } from '../../alerts/alert.ts';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import {
  findLastActivity,
  findWindowSeries,
  findWindows,
  type WindowQuery,
} from '../../measurements/measurement.queries.ts';
import { bucketWidthFor, leavesWindowAt } from '../../metrics/bucket.ts';
import { durationSeconds } from '../../metrics/duration.ts';
import { metricKind } from '../../metrics/metric.ts';
import { scoreOf } from '../../metrics/sample.ts';
import { findStandards } from '../../standards/standard.queries.ts';
import type { Standard } from '../../standards/standard.ts';
import { type Monitor, silenceSeconds } from '../monitor.ts';
import type { MonitorResult } from '../monitor-result.ts';
import { evaluateDetectors } from './evaluate-detectors.use-case.ts';
import type { MonitorEvaluation } from './monitor-evaluation.ts';
import { evaluateSilence, evaluateStandard } from './monitor-methods.ts';

/** The result of each monitor now. One query per method, however many monitors there are. */
export async function evaluate(
  monitors: readonly Monitor[],
  now: Date,
  zone: LocalTime,
  tx: Tx,
): Promise<MonitorEvaluation[]> {
  const silences = monitors.filter(({ method }) => method === 'silence');
  const standards = monitors.filter(({ standardId }) => standardId !== null);
  return [
    ...(await evaluateStandardMonitors(standards, now, tx)),
    ...(await evaluateSilenceMonitors(silences, now, tx)),
    ...(await evaluateDetectors(monitors, now, zone, tx)),
  ];
}

async function evaluateStandardMonitors(monitors: readonly Monitor[], now: Date, tx: Tx): Promise<MonitorEvaluation[]> {
  if (monitors.length === 0) return [];
  const found = await findStandards(
    tx,
    monitors.flatMap(({ standardId }) => standardId ?? []),
  );
  const standards = new Map(found.map((standard) => [standard.id, standard]));
  const watched = monitors.flatMap((monitor) => {
    const standard = standards.get(monitor.standardId ?? '');
    return standard ? [{ monitor, standard, query: windowQueryOf(monitor, standard) }] : [];
  });
  const windows = await findWindows(
    tx,
    watched.map(({ query }) => query),
    now,
  );
  return watched.flatMap(({ monitor, standard, query }) => {
    const window = windows.get(monitor.id);
    const kind = metricKind(standard.metric);
    if (!window || !kind) return [];
    const result = evaluateStandard(kind, window.sample, standard);
    const oldestLeaves = window.oldest && leavesWindowAt(window.oldest, query.windowSeconds, query.width);
    const nextCheckAt = earliestOf(oldestLeaves, window.ahead);
    const evidence = () => standardEvidence(standard, query, result, now, tx);
    return [{ monitor, result, nextCheckAt, evidence }];
  });
}

function windowQueryOf({ id }: Monitor, { touchpoint, metric, segment, window }: Standard): WindowQuery {
  const windowSeconds = durationSeconds(window) ?? 0;
  return { key: id, touchpoint, metric, segment, windowSeconds, width: bucketWidthFor(windowSeconds, segment ?? '') };
}

async function standardEvidence(
  standard: Standard,
  query: WindowQuery,
  { n, value, interval }: MonitorResult,
  now: Date,
  tx: Tx,
): Promise<Evidence> {
  const { id, version, metric, segment, comparator, target, window, minimumSample, owner } = standard;
  const kind = metricKind(metric);
  const series = await findWindowSeries(tx, query, now);
  const last = (await findLastActivity(tx, [query.touchpoint])).get(query.touchpoint);
  return {
    n,
    value,
    interval,
    standard: { id, version, metric, segment, comparator, target, window, minimumSample, owner },
    window: {
      from: new Date(now.getTime() - query.windowSeconds * 1000).toISOString(),
      to: now.toISOString(),
      bucketSeconds: query.width,
    },
    series: series.map(({ at, ...sample }) => {
      return { at: at.toISOString(), n: sample.n, value: kind ? scoreOf(kind, sample) : null };
    }),
    lastEvent: last?.lastEventId ? { id: last.lastEventId, seenAt: last.lastSeenAt?.toISOString() } : null,
  };
}

async function evaluateSilenceMonitors(monitors: readonly Monitor[], now: Date, tx: Tx): Promise<MonitorEvaluation[]> {
  const activities = await findLastActivity(
    tx,
    monitors.map(({ touchpoint }) => touchpoint),
  );
  return monitors.map((monitor) => {
    const last = activities.get(monitor.touchpoint);
    const { result, silentAt } = evaluateSilence(
      { at: last?.lastSeenAt ?? null, watchingSince: monitor.watchingSince, events: last?.events ?? 0 },
      silenceSeconds(monitor) ?? 0,
      now,
    );
    const nextCheckAt = result.condition === 'ok' ? silentAt : null;
    const evidence = async () => ({
      longerThan: monitor.parameters.longerThan,
      silentSince: silentAt.toISOString(),
      lastEvent: last?.lastEventId ? { id: last.lastEventId, seenAt: last.lastSeenAt?.toISOString() } : null,
    });
    return { monitor, result, nextCheckAt, evidence };
  });
}

export function earliestOf(...times: readonly (Date | null | undefined)[]): Date | null {
  const known = times.flatMap((time) => (time ? [time.getTime()] : []));
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}

import type { Tx } from '@harken/messaging';
import type { Evidence } from '../../alerts/alert.ts';
import { activityOf, seriesOf, type WindowAsked, windowsNow } from '../../measurements/measurement.queries.ts';
import { leavesAt, widthFor } from '../../metrics/bucket.ts';
import { durationSeconds } from '../../metrics/duration.ts';
import { metricKind } from '../../metrics/metric.ts';
import { scoreOf } from '../../metrics/sample.ts';
import { findStandards } from '../../standards/standard.queries.ts';
import type { Standard } from '../../standards/standard.ts';
import type { Judgement } from '../judgement.ts';
import { type Monitor, silenceSeconds } from '../monitor.ts';
import { judgeSilence, judgeStandard } from './judge.ts';

export interface Observation {
  readonly monitor: Monitor;
  readonly judgement: Judgement;
  /** When time alone may change the finding; null when it cannot. */
  readonly lookAgainAt: Date | null;
  /** What justifies an alert; read only when there is one. */
  evidence(): Promise<Evidence>;
}

/** What each monitor sees now. One question to the database per method, however many monitors there are. */
export async function observe(monitors: readonly Monitor[], now: Date, tx: Tx): Promise<Observation[]> {
  const silences = monitors.filter(({ method }) => method === 'silence');
  const standards = monitors.filter(({ standardId }) => standardId !== null);
  return [...(await observeStandards(standards, now, tx)), ...(await observeSilences(silences, now, tx))];
}

async function observeStandards(monitors: readonly Monitor[], now: Date, tx: Tx): Promise<Observation[]> {
  if (monitors.length === 0) return [];
  const found = await findStandards(
    tx,
    monitors.flatMap(({ standardId }) => standardId ?? []),
  );
  const standards = new Map(found.map((standard) => [standard.id, standard]));
  const watched = monitors.flatMap((monitor) => {
    const standard = standards.get(monitor.standardId ?? '');
    return standard ? [{ monitor, standard, asked: windowOf(monitor, standard) }] : [];
  });
  const windows = await windowsNow(
    tx,
    watched.map(({ asked }) => asked),
    now,
  );
  return watched.flatMap(({ monitor, standard, asked }) => {
    const window = windows.get(monitor.id);
    const kind = metricKind(standard.metric);
    if (!window || !kind) return [];
    const judgement = judgeStandard(kind, window.sample, standard);
    const oldestLeaves = window.oldest && leavesAt(window.oldest, asked.windowSeconds, asked.width);
    const lookAgainAt = earliest(oldestLeaves, window.ahead);
    const evidence = () => standardEvidence(standard, asked, judgement, now, tx);
    return [{ monitor, judgement, lookAgainAt, evidence }];
  });
}

function windowOf({ id }: Monitor, { touchpoint, metric, window }: Standard): WindowAsked {
  const windowSeconds = durationSeconds(window) ?? 0;
  return { key: id, touchpoint, metric, windowSeconds, width: widthFor(windowSeconds) };
}

async function standardEvidence(
  standard: Standard,
  asked: WindowAsked,
  { n, value, interval }: Judgement,
  now: Date,
  tx: Tx,
): Promise<Evidence> {
  const { id, version, metric, comparator, target, window, minimumSample, owner } = standard;
  const kind = metricKind(metric);
  const series = await seriesOf(tx, asked, now);
  const last = (await activityOf(tx, [asked.touchpoint])).get(asked.touchpoint);
  return {
    n,
    value,
    interval,
    standard: { id, version, metric, comparator, target, window, minimumSample, owner },
    window: {
      from: new Date(now.getTime() - asked.windowSeconds * 1000).toISOString(),
      to: now.toISOString(),
      bucketSeconds: asked.width,
    },
    series: series.map(({ at, ...sample }) => {
      return { at: at.toISOString(), n: sample.n, value: kind ? scoreOf(kind, sample) : null };
    }),
    lastEvent: last?.lastEventId ? { id: last.lastEventId, seenAt: last.lastSeenAt?.toISOString() } : null,
  };
}

async function observeSilences(monitors: readonly Monitor[], now: Date, tx: Tx): Promise<Observation[]> {
  const activities = await activityOf(
    tx,
    monitors.map(({ touchpoint }) => touchpoint),
  );
  return monitors.map((monitor) => {
    const last = activities.get(monitor.touchpoint);
    const { judgement, silentAt } = judgeSilence(
      { at: last?.lastSeenAt ?? null, watchingSince: monitor.watchingSince, events: last?.events ?? 0 },
      silenceSeconds(monitor) ?? 0,
      now,
    );
    const lookAgainAt = judgement.condition === 'ok' ? silentAt : null;
    const evidence = async () => ({
      longerThan: monitor.parameters.longerThan,
      silentSince: silentAt.toISOString(),
      lastEvent: last?.lastEventId ? { id: last.lastEventId, seenAt: last.lastSeenAt?.toISOString() } : null,
    });
    return { monitor, judgement, lookAgainAt, evidence };
  });
}

export function earliest(...moments: readonly (Date | null | undefined)[]): Date | null {
  const known = moments.flatMap((moment) => (moment ? [moment.getTime()] : []));
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}

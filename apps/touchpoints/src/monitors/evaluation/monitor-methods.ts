import type { MetricKind } from '../../metrics/metric.ts';
import { intervalOf, type Sample, scoreOf } from '../../metrics/sample.ts';
import type { StandardContent } from '../../standards/standard.ts';
import type { Condition, MonitorResult } from '../monitor-result.ts';

type StandardTarget = Pick<StandardContent, 'comparator' | 'target' | 'minimumSample'>;

/** Breached only when the whole interval lies on the wrong side of the target. */
export function evaluateStandard(
  kind: MetricKind,
  sample: Sample,
  standard: StandardTarget,
): MonitorResult & { readonly condition: Exclude<Condition, 'learning'> } {
  const interval = intervalOf(kind, sample);
  const found = { n: sample.n, value: scoreOf(kind, sample), interval };
  if (sample.n < standard.minimumSample || interval === null) return { condition: 'insufficient-data', ...found };
  const breached = standard.comparator === '>=' ? interval.high < standard.target : interval.low > standard.target;
  return { condition: breached ? 'breached' : 'ok', ...found };
}

/** Breached when no event came in for longer than the span. `silentAt` is when that happened or will happen. */
export function evaluateSilence(
  last: { readonly at: Date | null; readonly watchingSince: Date; readonly events: number },
  longerThanSeconds: number,
  now: Date,
): { readonly result: MonitorResult; readonly silentAt: Date } {
  // Time counts from the start of the watch at the earliest: a touchpoint without any event is not silent at once.
  const from = Math.max(last.at?.getTime() ?? 0, last.watchingSince.getTime());
  const silentAt = new Date(from + longerThanSeconds * 1000);
  const condition = silentAt.getTime() <= now.getTime() ? 'breached' : 'ok';
  const lastEventAt = last.at?.toISOString() ?? null;
  return { result: { condition, n: last.events, value: null, interval: null, lastEventAt }, silentAt };
}

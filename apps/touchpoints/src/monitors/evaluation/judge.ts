import type { MetricKind } from '../../metrics/metric.ts';
import { intervalOf, type Sample, scoreOf } from '../../metrics/sample.ts';
import type { StandardContent } from '../../standards/standard.ts';
import type { Judgement } from '../judgement.ts';

type Promise = Pick<StandardContent, 'comparator' | 'target' | 'minimumSample'>;

export function judgeStandard(kind: MetricKind, sample: Sample, promise: Promise): Judgement {
  const interval = intervalOf(kind, sample);
  const found = { n: sample.n, value: scoreOf(kind, sample), interval };
  if (sample.n < promise.minimumSample || interval === null) return { condition: 'insufficient-data', ...found };
  const wrong = promise.comparator === '>=' ? interval.high < promise.target : interval.low > promise.target;
  return { condition: wrong ? 'breached' : 'ok', ...found };
}

/** Silent when nothing came in for longer than the span; `silentAt` is when that is or will be so. */
export function judgeSilence(
  last: { readonly at: Date | null; readonly watchingSince: Date; readonly events: number },
  longerThanSeconds: number,
  now: Date,
): { readonly judgement: Judgement; readonly silentAt: Date } {
  // The watch itself starts the clock: a touchpoint that never spoke before is not silent at once.
  const from = Math.max(last.at?.getTime() ?? 0, last.watchingSince.getTime());
  const silentAt = new Date(from + longerThanSeconds * 1000);
  const condition = silentAt.getTime() <= now.getTime() ? 'breached' : 'ok';
  const lastEventAt = last.at?.toISOString() ?? null;
  return { judgement: { condition, n: last.events, value: null, interval: null, lastEventAt }, silentAt };
}

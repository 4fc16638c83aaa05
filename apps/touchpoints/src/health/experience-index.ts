import { metricKind } from '../metrics/metric.ts';
import { type Sample, scoreOf } from '../metrics/sample.ts';
import type { PartValue } from './roll-up.ts';

type Samples = ReadonlyMap<string, Sample>;

/** Worst and best answer on the scale of the question. */
const scales = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const;

/**
 * How it went at a touchpoint, 0 (worst) to 100 (best); null without data. Factor experiences count by the weights of the
 * factors (alike without weights; a factor that the weights leave out does not count). CSAT, NPS and CES answers count
 * beside them, each by its number; a rating does not, since its scale is its own.
 */
export function experienceIndex(samples: Samples, weights: Readonly<Record<string, number>> | null): PartValue | null {
  const found: PartValue[] = [];
  const factors = factorIndex(samples, weights);
  if (factors) found.push(factors);
  for (const [kind, [worst, best]] of Object.entries(scales)) {
    const sample = samples.get(kind);
    if (sample && sample.n > 0) {
      found.push({ value: ((sample.sum / sample.n - worst) / (best - worst)) * 100, n: sample.n });
    }
  }
  const n = found.reduce((sum, each) => sum + each.n, 0);
  return n > 0 ? { value: found.reduce((sum, each) => sum + each.value * each.n, 0) / n, n } : null;
}

function factorIndex(samples: Samples, weights: Readonly<Record<string, number>> | null): PartValue | null {
  let total = 0;
  let sum = 0;
  let n = 0;
  for (const [metric, sample] of samples) {
    if (metricKind(metric) !== 'experience' || sample.n <= 0) continue;
    const weight = weights ? (weights[metric.slice('experience:'.length)] ?? 0) : 1;
    if (weight === 0) continue;
    total += weight;
    sum += weight * (sample.sum / sample.n);
    // A feedback answers several factors: the one asked most says how many spoke.
    n = Math.max(n, sample.n);
  }
  return total > 0 ? { value: (sum / total) * 10, n } : null;
}

/** The score of one metric, in its own unit. */
export function metricValue(samples: Samples, metric: string): PartValue | null {
  const kind = metricKind(metric);
  const sample = samples.get(metric);
  const value = kind && sample ? scoreOf(kind, sample) : null;
  return value === null || !sample ? null : { value, n: sample.n };
}

import { Invalid } from '@harken/errors';

/** `nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`. */
export type Metric = string;

export type MetricKind = 'nps' | 'csat' | 'ces' | 'rating' | 'experience';

const pattern = /^(nps|csat|ces|rating:.{1,200}|experience:.{1,200})$/su;

export const metricForms = ['nps', 'csat', 'ces', 'rating:<name>', 'experience:<factor>'] as const;

export function parseMetric(text: string | undefined, pointer = '/query/metric'): Metric {
  if (text !== undefined && pattern.test(text)) return text;
  const detail = `metric is one of ${metricForms.join(', ')}`;
  const fault = text === undefined ? 'The question names no metric' : 'There is no such metric';
  throw new Invalid('metric.unknown', `${fault}: ${detail}.`, [{ pointer, code: 'metric.unknown', detail }]);
}

export function kindOf(metric: Metric): MetricKind {
  return metric.split(':', 1)[0] as MetricKind;
}

/** A scale as stored, `1..5`. Different scales of one rating are never mixed. */
export function scaleText(min: number, max: number): string {
  return `${min}..${max}`;
}

export function scaleOf(text: string): { min: number; max: number } {
  const [min, max] = text.split('..').map(Number);
  return { min: min ?? Number.NaN, max: max ?? Number.NaN };
}

const fixed: Partial<Record<MetricKind, string>> = { nps: '0..10', csat: '1..5', ces: '1..7', experience: '0..10' };

/** The scale of a metric unless the answer brings its own; undefined for ratings, which always do. */
export function fixedScale(metric: Metric): string | undefined {
  return fixed[kindOf(metric)];
}

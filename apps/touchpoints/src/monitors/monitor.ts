import type { Severity } from '@harken/contracts';
import { FieldErrors, RuleBroken } from '@harken/errors';
import { type DetectorMethod, detectors } from '../detection/limits.ts';
import { durationSeconds } from '../metrics/duration.ts';
import { isRateMetric, metricForms, metricKind, rateForms } from '../metrics/metric.ts';
import { checkDetectorParameters, detectorParameterNames, sameParameters } from './detector-parameters.ts';
import type { MonitorResult } from './monitor-result.ts';
import type { Watch } from './watch.ts';

export const methods = ['standard', 'ewma', 'cusum', 'p_chart', 'rate', 'silence'] as const;
export type Method = (typeof methods)[number];

/** Methods that compare with a baseline and share the promise about false alarms. */
export const isDetector = (method: Method): method is DetectorMethod =>
  (detectors as readonly Method[]).includes(method);

export interface MonitorContent {
  readonly touchpoint: string;
  /** What is measured. `silence` needs none: it counts every event. */
  readonly metric: string | null;
  /** Only customers of this segment; detectors only, a standard has its own. */
  readonly segment: string | null;
  readonly method: Method;
  /** `standard`: `{ standard?: <id> }`; `silence`: `{ longerThan: <ISO 8601 duration> }`; detectors: `DetectorParameters`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly severity: Severity;
  /** How long a breach must last before the alert fires. */
  readonly for: string | null;
  /** How long the touchpoint must be well again before the alert is resolved. */
  readonly keepFiringFor: string | null;
}

export interface Monitor extends MonitorContent {
  readonly id: string;
  readonly version: number;
  /** The standard it watches; null for `silence`. */
  readonly standardId: string | null;
  readonly watchingSince: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** The latest result; null before the first. */
  readonly judgement: MonitorResult | null;
  readonly judgedAt: Date | null;
  /** When the next check is due although no event comes in. */
  readonly dueAt: Date | null;
  /** Detectors only: where their watch stands; null before the first evaluation. */
  readonly watch: Watch | null;
}

const takes: Readonly<Record<Method, readonly string[]>> = {
  standard: ['standard'],
  silence: ['longerThan'],
  ewma: detectorParameterNames,
  cusum: detectorParameterNames,
  p_chart: detectorParameterNames,
  rate: detectorParameterNames,
};

/** Throws for parameters that its method does not take. */
export function assertValidMonitor(content: MonitorContent): void {
  const { method, metric, segment } = content;
  const errors = new FieldErrors();
  const parameters = errors.at('parameters');
  for (const name of Object.keys(content.parameters)) {
    const detail = `The method ${method} takes ${takes[method].join(', ')}.`;
    parameters.at(name).addIf(!takes[method].includes(name), 'unknown-field', detail);
  }
  errors
    .at('metric')
    .addIf(metric === null && method !== 'silence', 'required', `The method ${method} needs a metric.`);
  if (metric !== null) checkMetric(method, metric, errors);
  if (isDetector(method)) checkDetectorParameters(method, content.parameters, parameters);
  else {
    const detail = 'A standard has its own segment; a silence is that of all customers.';
    errors.at('segment').addIf(segment !== null, 'monitor.invalid', detail);
  }
  if (method === 'silence') {
    const detail = 'Give an ISO 8601 duration from PT1S on, such as PT1H.';
    parameters.at('longerThan').addIf(silenceSeconds(content) === undefined, 'wrong-format', detail);
  }
  const { standard } = content.parameters;
  const noText = method === 'standard' && standard !== undefined && typeof standard !== 'string';
  parameters.at('standard').addIf(noText, 'wrong-type', 'The id of a standard is a text.');
  for (const field of ['for', 'keepFiringFor'] as const) {
    const text = content[field];
    const noDuration = text !== null && durationSeconds(text) === undefined;
    const detail = 'Give an ISO 8601 duration of weeks, days or time, such as PT10M.';
    errors.at(field).addIf(noDuration, 'wrong-format', detail);
  }
  errors.throwIfAny('monitor.invalid', 'The monitor is not valid.');
}

function checkMetric(method: Method, metric: string, errors: FieldErrors): void {
  const [fits, forms] =
    method === 'rate'
      ? [isRateMetric(metric), rateForms]
      : method === 'p_chart'
        ? [metric === 'nps' || metric === 'csat', 'A p_chart watches the share of bad answers to nps or csat.']
        : [metricKind(metric) !== undefined, metricForms];
  errors.at('metric').addIf(!fits, 'wrong-format', forms);
}

/** Seconds without an event after which a `silence` monitor is breached; undefined when the parameter is not valid. */
export function silenceSeconds({ parameters }: MonitorContent): number | undefined {
  const { longerThan } = parameters;
  const seconds = typeof longerThan === 'string' ? durationSeconds(longerThan) : undefined;
  return seconds !== undefined && seconds >= 1 ? seconds : undefined;
}

export const secondsOf = (duration: string | null): number => (duration ? (durationSeconds(duration) ?? 0) : 0);

export const sameMonitor = (a: MonitorContent, b: MonitorContent): boolean =>
  a.touchpoint === b.touchpoint &&
  a.metric === b.metric &&
  a.segment === b.segment &&
  a.method === b.method &&
  a.severity === b.severity &&
  a.for === b.for &&
  a.keepFiringFor === b.keepFiringFor &&
  sameParameters(a.parameters, b.parameters);

type WatchedSubject = Pick<Monitor, 'touchpoint' | 'metric' | 'segment' | 'method' | 'standardId' | 'parameters'>;

/** Whether a changed monitor still watches the same: then its open alert stays open. */
export const watchesSame = (a: WatchedSubject, b: WatchedSubject): boolean =>
  a.touchpoint === b.touchpoint &&
  a.metric === b.metric &&
  a.method === b.method &&
  a.segment === b.segment &&
  a.standardId === b.standardId &&
  a.parameters.longerThan === b.parameters.longerThan &&
  (!isDetector(a.method) || sameParameters(a.parameters, b.parameters));

/** The standard to watch: the named one, or the only one of the touchpoint on this metric. */
export function chooseStandard(content: MonitorContent, available: readonly string[]): string {
  const { touchpoint, metric, parameters } = content;
  const named = parameters.standard;
  if (typeof named === 'string') {
    if (available.includes(named)) return named;
    const message = `${touchpoint} has no standard ${named} on ${metric}.`;
    throw new RuleBroken('monitor.standard-missing', message, { standard: named, standards: available });
  }
  const [only, ...others] = available;
  if (only === undefined) {
    const message = `${touchpoint} has no standard on ${metric}: put one first.`;
    throw new RuleBroken('monitor.standard-missing', message, { standards: [] });
  }
  if (others.length > 0) {
    const message = `${touchpoint} has several standards on ${metric}: name one in parameters.standard.`;
    throw new RuleBroken('monitor.standard-ambiguous', message, { standards: available });
  }
  return only;
}

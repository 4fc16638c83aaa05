import type { Severity } from '@harken/contracts';
import { FieldErrors, RuleBroken } from '@harken/errors';
import { durationSeconds } from '../metrics/duration.ts';
import { metricForms, metricKind } from '../metrics/metric.ts';
import type { MonitorResult } from './monitor-result.ts';

export const methods = ['standard', 'ewma', 'cusum', 'p_chart', 'poisson_rate', 'silence'] as const;
export type Method = (typeof methods)[number];
export const supportedMethods: readonly Method[] = ['standard', 'silence'];

export interface MonitorContent {
  readonly touchpoint: string;
  /** The metric of the standard. `silence` needs none: it counts every event. */
  readonly metric: string | null;
  readonly method: Method;
  /** `standard`: `{ standard?: <id> }`; `silence`: `{ longerThan: <ISO 8601 duration> }`. */
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
}

/** Throws for a method that is not supported yet and for parameters that its method does not take. */
export function assertValidMonitor(content: MonitorContent): void {
  if (!supportedMethods.includes(content.method)) {
    throw new RuleBroken(
      'monitor.method-not-supported',
      `The method ${content.method} is not supported yet; supported are ${supportedMethods.join(' and ')}.`,
      { method: content.method, supported: supportedMethods },
    );
  }
  const errors = new FieldErrors();
  const parameters = errors.at('parameters');
  const parameter = content.method === 'silence' ? 'longerThan' : 'standard';
  for (const name of Object.keys(content.parameters)) {
    const detail = `The method ${content.method} takes ${parameter}.`;
    parameters.at(name).addIf(name !== parameter, 'unknown-field', detail);
  }
  if (content.method === 'silence') {
    const detail = 'Give an ISO 8601 duration from PT1S on, such as PT1H.';
    parameters.at('longerThan').addIf(silenceSeconds(content) === undefined, 'wrong-format', detail);
  } else {
    const { standard } = content.parameters;
    const noText = standard !== undefined && typeof standard !== 'string';
    errors
      .at('metric')
      .addIf(content.metric === null, 'required', 'The method standard needs the metric of its standard.');
    parameters.at('standard').addIf(noText, 'wrong-type', 'The id of a standard is a text.');
  }
  errors.at('metric').addIf(content.metric !== null && !metricKind(content.metric), 'wrong-format', metricForms);
  for (const field of ['for', 'keepFiringFor'] as const) {
    const text = content[field];
    const noDuration = text !== null && durationSeconds(text) === undefined;
    const detail = 'Give an ISO 8601 duration of weeks, days or time, such as PT10M.';
    errors.at(field).addIf(noDuration, 'wrong-format', detail);
  }
  errors.throwIfAny('monitor.invalid', 'The monitor is not valid.');
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
  a.method === b.method &&
  a.severity === b.severity &&
  a.for === b.for &&
  a.keepFiringFor === b.keepFiringFor &&
  JSON.stringify(a.parameters) === JSON.stringify(b.parameters);

type WatchedSubject = Pick<Monitor, 'touchpoint' | 'metric' | 'method' | 'standardId' | 'parameters'>;

/** Whether a changed monitor still watches the same: then its open alert stays open. */
export const watchesSame = (a: WatchedSubject, b: WatchedSubject): boolean =>
  a.touchpoint === b.touchpoint &&
  a.metric === b.metric &&
  a.method === b.method &&
  a.standardId === b.standardId &&
  a.parameters.longerThan === b.parameters.longerThan;

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

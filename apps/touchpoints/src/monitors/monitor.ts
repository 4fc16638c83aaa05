import type { Severity } from '@harken/contracts';
import { type Fault, Invalid, RuleBroken } from '@harken/errors';
import { durationSeconds } from '../metrics/duration.ts';
import { metricKind } from '../metrics/metric.ts';
import type { Judgement } from './judgement.ts';

export const methods = ['standard', 'ewma', 'cusum', 'p_chart', 'poisson_rate', 'silence'] as const;
export type Method = (typeof methods)[number];
export const supportedMethods: readonly Method[] = ['standard', 'silence'];

export interface MonitorContent {
  readonly touchpoint: string;
  /** The metric of the standard. `silence` needs none: it hears everything that happens. */
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
  /** The latest finding; null before the first. */
  readonly judgement: Judgement | null;
  readonly judgedAt: Date | null;
  /** When it must be looked at again although nothing came in. */
  readonly dueAt: Date | null;
}

/** Refuses a method that is not here yet and parameters that its method does not take. */
export function checkMonitor(content: MonitorContent): void {
  if (!supportedMethods.includes(content.method)) {
    throw new RuleBroken(
      'monitor.method-not-supported',
      `The method ${content.method} is not supported yet; supported are ${supportedMethods.join(' and ')}.`,
      { method: content.method, supported: supportedMethods },
    );
  }
  const faults: Fault[] = [];
  const fault = (pointer: string, code: string, detail: string) => faults.push({ pointer, code, detail });
  const known = content.method === 'silence' ? 'longerThan' : 'standard';
  for (const name of Object.keys(content.parameters)) {
    if (name !== known) fault(`/parameters/${name}`, 'unknown-field', `The method ${content.method} takes ${known}.`);
  }
  if (content.method === 'silence') {
    if (silenceSeconds(content) === undefined) {
      fault('/parameters/longerThan', 'wrong-format', 'Give an ISO 8601 duration from PT1S on, such as PT1H.');
    }
  } else {
    if (content.metric === null) fault('/metric', 'required', 'The method standard needs the metric of its standard.');
    const { standard } = content.parameters;
    if (standard !== undefined && typeof standard !== 'string') {
      fault('/parameters/standard', 'wrong-type', 'The id of a standard is a text.');
    }
  }
  if (content.metric !== null && !metricKind(content.metric)) {
    fault('/metric', 'wrong-format', 'A metric is nps, csat, ces, rating:<name> or experience:<factor>.');
  }
  for (const field of ['for', 'keepFiringFor'] as const) {
    const text = content[field];
    if (text !== null && durationSeconds(text) === undefined) {
      fault(`/${field}`, 'wrong-format', 'Give an ISO 8601 duration of weeks, days or time, such as PT10M.');
    }
  }
  if (faults.length > 0) throw new Invalid('monitor.invalid', 'The monitor is not valid.', faults);
}

/** Seconds without an event after which a `silence` monitor speaks; undefined when the parameter is not valid. */
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

type Watch = Pick<Monitor, 'touchpoint' | 'metric' | 'method' | 'standardId' | 'parameters'>;

/** Whether a changed monitor still watches the same: then its open alert goes on. */
export const sameWatch = (a: Watch, b: Watch): boolean =>
  a.touchpoint === b.touchpoint &&
  a.metric === b.metric &&
  a.method === b.method &&
  a.standardId === b.standardId &&
  a.parameters.longerThan === b.parameters.longerThan;

/** The standard that is meant: the named one, or the only one of the touchpoint on that metric. */
export function chooseStandard(content: MonitorContent, there: readonly string[]): string {
  const { touchpoint, metric, parameters } = content;
  const named = parameters.standard;
  if (typeof named === 'string') {
    if (there.includes(named)) return named;
    const message = `${touchpoint} has no standard ${named} on ${metric}.`;
    throw new RuleBroken('monitor.standard-missing', message, { standard: named, standards: there });
  }
  const [only, ...others] = there;
  if (only === undefined) {
    const message = `${touchpoint} has no standard on ${metric}: put one first.`;
    throw new RuleBroken('monitor.standard-missing', message, { standards: [] });
  }
  if (others.length > 0) {
    const message = `${touchpoint} has several standards on ${metric}: name one in parameters.standard.`;
    throw new RuleBroken('monitor.standard-ambiguous', message, { standards: there });
  }
  return only;
}

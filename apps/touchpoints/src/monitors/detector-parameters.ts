import type { FieldErrors } from '@harken/errors';
import { type Baseline, evenWeek, flatWeek } from '../detection/baseline.ts';
import type { DetectorMethod } from '../detection/limits.ts';
import { type SlotUnit, slotsPerDay, slotUnits } from '../detection/slot-calendar.ts';
import { durationSeconds } from '../metrics/duration.ts';

export const detectorParameterNames: readonly string[] = ['slot', 'learn', 'baseline'];
const daySeconds = 86_400;
const [leastLearnDays, maxLearnDays, usualLearnDays] = [7, 365, 28];
const hourlyFrom = 480;

type Parameters = Readonly<Record<string, unknown>>;
type Fields = ReturnType<FieldErrors['at']>;
type Check = (value: unknown) => boolean;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const within =
  (low: number, high: number): Check =>
  (value) =>
    isNumber(value) && value >= low && value <= high;
const listOf =
  (count: number, check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length === count && value.every(check);

interface Field {
  readonly check: Check;
  readonly says: string;
  readonly required?: boolean;
}

const factor = within(0, 1000);
const rateFields: Readonly<Record<string, Field>> = {
  perDay: { check: within(1e-4, 1e7), says: 'Events a day, from 0.0001 on.', required: true },
  dispersion: { check: within(0, 100), says: 'The variance is mean + dispersion x mean^2: 0 to 100.' },
  weekdays: { check: listOf(7, factor), says: 'Seven factors from Monday on, 0 to 1,000.' },
  hours: { check: listOf(24, factor), says: 'A factor for each of the 24 hours, 0 to 1,000.' },
};
const scoreFields: Readonly<Record<string, Field>> = {
  mean: { check: within(-1e6, 1e6), says: 'The usual mean.', required: true },
  standardDeviation: { check: within(1e-6, 1e6), says: 'That of one answer, above 0.', required: true },
  dispersion: { check: within(0, 1e12), says: 'The variance between slots, from 0 on.' },
};
const shareFields: Readonly<Record<string, Field>> = {
  share: { check: within(0.001, 0.999), says: 'The usual share of bad answers, 0.001 to 0.999.', required: true },
  answersPerDay: { check: within(0.01, 1e6), says: 'Answers a day, above 0.', required: true },
  dispersion: { check: within(0, 0.95), says: 'The correlation within a slot, 0 to 0.95.' },
};
const fieldsOf = (method: DetectorMethod) =>
  method === 'rate' ? rateFields : method === 'p_chart' ? shareFields : scoreFields;

/** Reports what the parameters of a detector may not be. */
export function checkDetectorParameters(method: DetectorMethod, parameters: Parameters, errors: Fields): void {
  const { slot, learn, baseline } = parameters;
  const noSlot = slot !== undefined && !(slotUnits as readonly unknown[]).includes(slot);
  errors.at('slot').addIf(noSlot, 'wrong-format', 'A slot is an hour or a day.');
  const learnDays = typeof learn === 'string' ? (durationSeconds(learn) ?? 0) / daySeconds : 0;
  const noLearn = learn !== undefined && (learnDays < leastLearnDays || learnDays > maxLearnDays);
  errors.at('learn').addIf(noLearn, 'wrong-format', 'Give an ISO 8601 duration from P7D to P365D.');
  if (baseline === undefined) return;
  const at = errors.at('baseline');
  const isObject = typeof baseline === 'object' && baseline !== null && !Array.isArray(baseline);
  at.addIf(!isObject, 'wrong-type', 'A baseline is an object.');
  if (isObject) checkBaseline(fieldsOf(method), baseline as Parameters, at);
}

function checkBaseline(fields: Readonly<Record<string, Field>>, baseline: Parameters, errors: Fields): void {
  for (const name of Object.keys(baseline)) {
    const detail = `This baseline takes ${Object.keys(fields).join(', ')}.`;
    errors.at(name).addIf(!Object.hasOwn(fields, name), 'unknown-field', detail);
  }
  for (const [name, { check, says, required = false }] of Object.entries(fields)) {
    const value = baseline[name];
    if (value === undefined) errors.at(name).addIf(required, 'required', says);
    else errors.at(name).addIf(!check(value), 'wrong-format', says);
  }
  for (const name of ['weekdays', 'hours']) {
    const factors = Object.hasOwn(fields, name) ? baseline[name] : undefined;
    const noneAboveZero = Array.isArray(factors) && factors.every((value) => value === 0);
    errors.at(name).addIf(noneAboveZero, 'wrong-format', 'One of the factors is above 0.');
  }
}

/** Whether parameters say the same, in whatever order of their names: the database keeps its own. */
export function sameParameters(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || names.length !== Object.keys(b).length) return false;
  const [first, second] = [a as Parameters, b as Parameters];
  return names.every((name) => Object.hasOwn(b, name) && sameParameters(first[name], second[name]));
}

export interface DetectorParameters {
  /** Null: by the volume. */
  readonly unit: SlotUnit | null;
  readonly learnDays: number;
  /** The baseline that was given by hand, for slots of `unit`. */
  baselineFor(unit: SlotUnit, origin: number): Baseline | null;
}

/** The slot that suits so many events a day. */
export const unitFor = (perDay: number): SlotUnit => (perDay >= hourlyFrom ? 'hour' : 'day');

/** Parameters that were checked before. */
export function detectorParameters(method: DetectorMethod, parameters: Parameters): DetectorParameters {
  const { slot, learn } = parameters;
  const given = parameters.baseline as Readonly<Record<string, unknown>> | undefined;
  const number = (name: string, otherwise: number) => (isNumber(given?.[name]) ? given[name] : otherwise);
  const volume = number('perDay', number('answersPerDay', 0));
  return {
    unit: slot === 'hour' || slot === 'day' ? slot : given ? unitFor(volume) : null,
    learnDays: typeof learn === 'string' ? (durationSeconds(learn) ?? 0) / daySeconds : usualLearnDays,
    baselineFor(unit, origin) {
      if (!given) return null;
      const dispersion = number('dispersion', 0);
      if (method === 'rate') {
        const level = number('perDay', 1) / slotsPerDay(unit);
        const weekdays = evenFactors(given.weekdays, evenWeek);
        const hours =
          unit === 'hour'
            ? evenFactors(
                given.hours,
                Array.from({ length: 24 }, () => 1),
              )
            : null;
        return { subject: 'rate', level, growth: 0, origin, weekdays, hours, dispersion };
      }
      if (method === 'p_chart') {
        const n = Math.max(1, Math.round(number('answersPerDay', 1) / slotsPerDay(unit)));
        const filled = Math.min(slotsPerDay(unit), number('answersPerDay', 1));
        return { subject: 'share', share: number('share', 0.1), weekdays: evenWeek, dispersion, sizes: [n], filled };
      }
      const within = number('standardDeviation', 1) ** 2;
      const mean = number('mean', 0);
      return { subject: 'score', mean, weekdays: flatWeek, within, dispersion, filled: slotsPerDay(unit) };
    },
  };
}

/** The factors with the mean 1. None is 0: what never came in before may come in. */
function evenFactors(given: unknown, otherwise: readonly number[]): readonly number[] {
  if (!Array.isArray(given)) return otherwise;
  const factors = given as readonly number[];
  const mean = factors.reduce((sum, value) => sum + value, 0) / factors.length;
  return factors.map((value) => Math.max(0.01, value / mean));
}

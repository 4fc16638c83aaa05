import { severities } from '@harken/contracts';
import type { FieldError } from '@harken/errors';
import { weekdays } from '../../calendars/business-calendar.ts';
import { isTimeZone, minutesOf } from '../../calendars/time-of-day.ts';
import { countedFields, maxBranches, maxDepth, maxParts, maxValues } from './conditions.ts';

type ConditionInput = Readonly<Record<string, unknown>>;
type ConditionCheck = (value: unknown, pointer: string) => FieldError[];

const fault = (pointer: string, code: string, detail: string): FieldError[] => [{ pointer, code, detail }];
const pointerBelow = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
const isObject = (value: unknown): value is ConditionInput =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** All faults of a rule's conditions; empty when they are valid. */
export function conditionFaults(when: unknown, pointer: string): FieldError[] {
  const faults = nodeFaults(when, pointer, 1);
  const parts = faults.length === 0 ? partsOf(when as ConditionInput) : 0;
  return parts > maxParts ? fault(pointer, 'too-large', `has ${parts} conditions; ${maxParts} are allowed`) : faults;
}

function nodeFaults(when: unknown, pointer: string, depth: number): FieldError[] {
  if (!isObject(when)) return fault(pointer, 'wrong-type', 'must be an object of conditions');
  if (depth > maxDepth) return fault(pointer, 'too-deep', `must not be nested deeper than ${maxDepth} levels`);
  const branches: ConditionCheck = (value, at) => branchFaults(value, at, depth + 1);
  const combinations: Readonly<Record<string, ConditionCheck>> = {
    all: branches,
    any: branches,
    not: (value, at) => nodeFaults(value, at, depth + 1),
  };
  return Object.entries(when).flatMap(([name, value]) => {
    const check = Object.hasOwn(combinations, name) ? combinations[name] : conditionChecks.get(name);
    const at = pointerBelow(pointer, name);
    return check ? check(value, at) : fault(at, 'unknown-field', 'is not known here');
  });
}

function branchFaults(value: unknown, pointer: string, depth: number): FieldError[] {
  if (!Array.isArray(value)) return fault(pointer, 'wrong-type', 'must be a list of conditions');
  if (value.length === 0 || value.length > maxBranches)
    return fault(pointer, 'wrong-length', `must have 1 to ${maxBranches} conditions`);
  return value.flatMap((one, index) => nodeFaults(one, pointerBelow(pointer, index), depth));
}

const partsOf = (when: ConditionInput): number =>
  Object.entries(when).reduce((sum, [name, value]) => {
    if (name === 'all' || name === 'any')
      return sum + (value as ConditionInput[]).reduce((all, one) => all + partsOf(one), 0);
    return sum + (name === 'not' ? partsOf(value as ConditionInput) : 1);
  }, 0);

function valuesFaults(value: unknown, pointer: string, allowed?: readonly string[]): FieldError[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.length > maxValues)
    return fault(pointer, 'wrong-length', `must be a text or a list of 1 to ${maxValues} texts`);
  return list.flatMap((one, index) => {
    const at = Array.isArray(value) ? pointerBelow(pointer, index) : pointer;
    if (typeof one !== 'string') return fault(at, 'wrong-type', 'must be a text');
    if (one.trim().length === 0 || one.length > 200) return fault(at, 'wrong-length', 'must have 1 to 200 characters');
    if (allowed && !allowed.includes(one)) return fault(at, 'not-allowed', `must be one of ${allowed.join(', ')}`);
    return [];
  });
}

function wordsFaults(value: unknown, pointer: string): FieldError[] {
  if (!isObject(value)) return valuesFaults(value, pointer);
  const languages = Object.entries(value);
  if (languages.length === 0 || languages.length > maxBranches)
    return fault(pointer, 'wrong-length', `must have words for 1 to ${maxBranches} languages`);
  return languages.flatMap(([language, words]) => {
    const at = pointerBelow(pointer, language);
    const wrong = languageTag.test(language)
      ? []
      : fault(at, 'wrong-format', 'must be a language, BCP 47: `en`, `th`, `zh-Hant`');
    return [...wrong, ...valuesFaults(words, at)];
  });
}

function timeFaults(value: unknown, pointer: string): FieldError[] {
  if (!isObject(value)) return fault(pointer, 'wrong-type', 'must be an object');
  const { zone, from, to, weekdays: days, ...unknown } = value;
  const time = (name: string, given: unknown) =>
    given === undefined || (typeof given === 'string' && minutesOf(given) !== undefined)
      ? []
      : fault(pointerBelow(pointer, name), 'wrong-format', 'must be a time of day from `00:00` to `24:00`');
  return [
    ...(typeof zone === 'string' && isTimeZone(zone)
      ? []
      : fault(
          pointerBelow(pointer, 'zone'),
          zone === undefined ? 'required' : 'wrong-format',
          'must be an IANA time zone',
        )),
    ...time('from', from),
    ...time('to', to),
    ...(days === undefined ? [] : valuesFaults(days, pointerBelow(pointer, 'weekdays'), weekdays)),
    ...(typeof days === 'string' ? fault(pointerBelow(pointer, 'weekdays'), 'wrong-type', 'must be a list') : []),
    ...(from === undefined && to === undefined && days === undefined
      ? fault(pointer, 'required', 'must have `from`, `to` or `weekdays`')
      : []),
    ...((from ?? '00:00') === (to ?? '24:00') ? fault(pointer, 'out-of-range', 'must not end when it begins') : []),
    ...Object.keys(unknown).flatMap((name) => fault(pointerBelow(pointer, name), 'unknown-field', 'is not known here')),
  ];
}

const allowedValues: Readonly<Record<string, readonly string[]>> = {
  severity: severities,
  origin: ['feedback', 'person'],
};

const conditionChecks: ReadonlyMap<string, ConditionCheck> = new Map<string, ConditionCheck>([
  ...countedFields.map((field): [string, ConditionCheck] => [
    field,
    (value, at) => valuesFaults(value, at, allowedValues[field]),
  ]),
  ['text', wordsFaults],
  ['time', timeFaults],
]);

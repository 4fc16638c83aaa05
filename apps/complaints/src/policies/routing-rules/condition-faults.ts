import { severities } from '@harken/contracts';
import type { Fault } from '@harken/errors';
import { weekdays } from '../../calendars/business-calendar.ts';
import { isTimeZone, minutesOf } from '../../calendars/time-of-day.ts';
import { countedFields, mostBranches, mostDeep, mostParts, mostValues } from './conditions.ts';

type Given = Readonly<Record<string, unknown>>;
type Check = (value: unknown, pointer: string) => Fault[];

const fault = (pointer: string, code: string, detail: string): Fault[] => [{ pointer, code, detail }];
const below = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** Every fault of what somebody gave for a rule's conditions; empty when it is `Conditions`. */
export function conditionFaults(when: unknown, pointer: string): Fault[] {
  const faults = nodeFaults(when, pointer, 1);
  const parts = faults.length === 0 ? partsOf(when as Given) : 0;
  return parts > mostParts ? fault(pointer, 'too-large', `has ${parts} conditions; ${mostParts} are allowed`) : faults;
}

function nodeFaults(when: unknown, pointer: string, depth: number): Fault[] {
  if (!isObject(when)) return fault(pointer, 'wrong-type', 'must be an object of conditions');
  if (depth > mostDeep) return fault(pointer, 'too-deep', `must not be nested deeper than ${mostDeep} levels`);
  const branches: Check = (value, at) => branchFaults(value, at, depth + 1);
  const combinations: Readonly<Record<string, Check>> = {
    all: branches,
    any: branches,
    not: (value, at) => nodeFaults(value, at, depth + 1),
  };
  return Object.entries(when).flatMap(([name, value]) => {
    const check = Object.hasOwn(combinations, name) ? combinations[name] : conditionChecks.get(name);
    const at = below(pointer, name);
    return check ? check(value, at) : fault(at, 'unknown-field', 'is not known here');
  });
}

function branchFaults(value: unknown, pointer: string, depth: number): Fault[] {
  if (!Array.isArray(value)) return fault(pointer, 'wrong-type', 'must be a list of conditions');
  if (value.length === 0 || value.length > mostBranches)
    return fault(pointer, 'wrong-length', `must have 1 to ${mostBranches} conditions`);
  return value.flatMap((one, index) => nodeFaults(one, below(pointer, index), depth));
}

const partsOf = (when: Given): number =>
  Object.entries(when).reduce((sum, [name, value]) => {
    if (name === 'all' || name === 'any') return sum + (value as Given[]).reduce((all, one) => all + partsOf(one), 0);
    return sum + (name === 'not' ? partsOf(value as Given) : 1);
  }, 0);

function valuesFaults(value: unknown, pointer: string, allowed?: readonly string[]): Fault[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.length > mostValues)
    return fault(pointer, 'wrong-length', `must be a text or a list of 1 to ${mostValues} texts`);
  return list.flatMap((one, index) => {
    const at = Array.isArray(value) ? below(pointer, index) : pointer;
    if (typeof one !== 'string') return fault(at, 'wrong-type', 'must be a text');
    if (one.trim().length === 0 || one.length > 200) return fault(at, 'wrong-length', 'must have 1 to 200 characters');
    if (allowed && !allowed.includes(one)) return fault(at, 'not-allowed', `must be one of ${allowed.join(', ')}`);
    return [];
  });
}

function wordsFaults(value: unknown, pointer: string): Fault[] {
  if (!isObject(value)) return valuesFaults(value, pointer);
  const languages = Object.entries(value);
  if (languages.length === 0 || languages.length > mostBranches)
    return fault(pointer, 'wrong-length', `must have words for 1 to ${mostBranches} languages`);
  return languages.flatMap(([language, words]) => {
    const at = below(pointer, language);
    const wrong = languageTag.test(language)
      ? []
      : fault(at, 'wrong-format', 'must be a language, BCP 47: `en`, `th`, `zh-Hant`');
    return [...wrong, ...valuesFaults(words, at)];
  });
}

function timeFaults(value: unknown, pointer: string): Fault[] {
  if (!isObject(value)) return fault(pointer, 'wrong-type', 'must be an object');
  const { zone, from, to, weekdays: days, ...unknown } = value;
  const time = (name: string, given: unknown) =>
    given === undefined || (typeof given === 'string' && minutesOf(given) !== undefined)
      ? []
      : fault(below(pointer, name), 'wrong-format', 'must be a time of day from `00:00` to `24:00`');
  return [
    ...(typeof zone === 'string' && isTimeZone(zone)
      ? []
      : fault(below(pointer, 'zone'), zone === undefined ? 'required' : 'wrong-format', 'must be an IANA time zone')),
    ...time('from', from),
    ...time('to', to),
    ...(days === undefined ? [] : valuesFaults(days, below(pointer, 'weekdays'), weekdays)),
    ...(typeof days === 'string' ? fault(below(pointer, 'weekdays'), 'wrong-type', 'must be a list') : []),
    ...(from === undefined && to === undefined && days === undefined
      ? fault(pointer, 'required', 'must have `from`, `to` or `weekdays`')
      : []),
    ...((from ?? '00:00') === (to ?? '24:00') ? fault(pointer, 'out-of-range', 'must not end when it begins') : []),
    ...Object.keys(unknown).flatMap((name) => fault(below(pointer, name), 'unknown-field', 'is not known here')),
  ];
}

const allowedValues: Readonly<Record<string, readonly string[]>> = {
  severity: severities,
  origin: ['feedback', 'person'],
};

const conditionChecks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...countedFields.map((field): [string, Check] => [
    field,
    (value, at) => valuesFaults(value, at, allowedValues[field]),
  ]),
  ['text', wordsFaults],
  ['time', timeFaults],
]);

import { severities } from '@harken/contracts';
import type { FieldErrors } from '@harken/errors';
import { weekdays } from '../../calendars/business-calendar.ts';
import { isTimeZone, minutesOf } from '../../calendars/time-of-day.ts';
import { countedFields, maxBranches, maxDepth, maxParts, maxValues } from './conditions.ts';

type ConditionInput = Readonly<Record<string, unknown>>;
type ConditionCheck = (value: unknown, errors: FieldErrors) => void;

const isObject = (value: unknown): value is ConditionInput =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** Finds every fault of a rule's conditions. */
export function checkConditions(when: unknown, errors: FieldErrors): void {
  const before = errors.all.length;
  checkNode(when, errors, 1);
  const parts = errors.all.length === before ? partsOf(when as ConditionInput) : 0;
  errors.addIf(parts > maxParts, 'too-large', `has ${parts} conditions; ${maxParts} are allowed`);
}

function checkNode(when: unknown, errors: FieldErrors, depth: number): void {
  if (!isObject(when)) {
    errors.add('wrong-type', 'must be an object of conditions');
  } else if (depth > maxDepth) {
    errors.add('too-deep', `must not be nested deeper than ${maxDepth} levels`);
  } else {
    const branches: ConditionCheck = (value, at) => checkBranches(value, at, depth + 1);
    const combinations: Readonly<Record<string, ConditionCheck>> = {
      all: branches,
      any: branches,
      not: (value, at) => checkNode(value, at, depth + 1),
    };
    for (const [name, value] of Object.entries(when)) {
      const check = Object.hasOwn(combinations, name) ? combinations[name] : conditionChecks.get(name);
      if (check) check(value, errors.at(name));
      else errors.at(name).add('unknown-field', 'is not known here');
    }
  }
}

function checkBranches(value: unknown, errors: FieldErrors, depth: number): void {
  if (!Array.isArray(value)) errors.add('wrong-type', 'must be a list of conditions');
  else if (value.length === 0 || value.length > maxBranches)
    errors.add('wrong-length', `must have 1 to ${maxBranches} conditions`);
  else for (const [index, one] of value.entries()) checkNode(one, errors.at(index), depth);
}

const partsOf = (when: ConditionInput): number =>
  Object.entries(when).reduce((sum, [name, value]) => {
    if (name === 'all' || name === 'any')
      return sum + (value as ConditionInput[]).reduce((all, one) => all + partsOf(one), 0);
    return sum + (name === 'not' ? partsOf(value as ConditionInput) : 1);
  }, 0);

function checkValues(value: unknown, errors: FieldErrors, allowed?: readonly string[]): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.length > maxValues)
    errors.add('wrong-length', `must be a text or a list of 1 to ${maxValues} texts`);
  else
    for (const [index, one] of list.entries())
      checkValue(one, Array.isArray(value) ? errors.at(index) : errors, allowed);
}

function checkValue(value: unknown, errors: FieldErrors, allowed: readonly string[] | undefined): void {
  if (typeof value !== 'string') errors.add('wrong-type', 'must be a text');
  else if (value.trim().length === 0 || value.length > 200) errors.add('wrong-length', 'must have 1 to 200 characters');
  else if (allowed && !allowed.includes(value)) errors.add('not-allowed', `must be one of ${allowed.join(', ')}`);
}

function checkWords(value: unknown, errors: FieldErrors): void {
  if (!isObject(value)) {
    checkValues(value, errors);
    return;
  }
  const languages = Object.entries(value);
  const fits = languages.length > 0 && languages.length <= maxBranches;
  errors.addIf(!fits, 'wrong-length', `must have words for 1 to ${maxBranches} languages`);
  for (const [language, words] of fits ? languages : []) {
    const at = errors.at(language);
    at.addIf(!languageTag.test(language), 'wrong-format', 'must be a language, BCP 47: `en`, `th`, `zh-Hant`');
    checkValues(words, at);
  }
}

function checkTime(value: unknown, errors: FieldErrors): void {
  if (!isObject(value)) {
    errors.add('wrong-type', 'must be an object');
    return;
  }
  const { zone, from, to, weekdays: days, ...unknown } = value;
  if (typeof zone !== 'string' || !isTimeZone(zone))
    errors.at('zone').add(zone === undefined ? 'required' : 'wrong-format', 'must be an IANA time zone');
  for (const [name, time] of Object.entries({ from, to })) {
    const fits = time === undefined || (typeof time === 'string' && minutesOf(time) !== undefined);
    errors.at(name).addIf(!fits, 'wrong-format', 'must be a time of day from `00:00` to `24:00`');
  }
  if (days !== undefined) checkValues(days, errors.at('weekdays'), weekdays);
  errors.at('weekdays').addIf(typeof days === 'string', 'wrong-type', 'must be a list');
  const empty = from === undefined && to === undefined && days === undefined;
  errors.addIf(empty, 'required', 'must have `from`, `to` or `weekdays`');
  errors.addIf((from ?? '00:00') === (to ?? '24:00'), 'out-of-range', 'must not end when it begins');
  for (const name of Object.keys(unknown)) errors.at(name).add('unknown-field', 'is not known here');
}

const allowedValues: Readonly<Record<string, readonly string[]>> = {
  severity: severities,
  origin: ['feedback', 'person'],
};

const conditionChecks: ReadonlyMap<string, ConditionCheck> = new Map<string, ConditionCheck>([
  ...countedFields.map((field): [string, ConditionCheck] => [
    field,
    (value, errors) => checkValues(value, errors, allowedValues[field]),
  ]),
  ['text', checkWords],
  ['time', checkTime],
]);

import type { TimeOfDay } from '../../calendars/time-of-day.ts';

export type Values = string | readonly string[];
/** Words for every text, or for the texts of a language. */
export type Words = Values | Readonly<Record<string, Values>>;

/** What is compared as it stands, whatever the case. */
export const valueFields = [
  'touchpoint',
  'category',
  'severity',
  'segment',
  'tier',
  'stage',
  'channel',
  'method',
  'campaign',
  'origin',
] as const;
export type ValueField = (typeof valueFields)[number];
/** Of these a complaint has a value, several or none. */
export const countedFields = [...valueFields, 'language'] as const;
export type CountedField = (typeof countedFields)[number];

/** Every condition that is there must hold; of a list of values one must. */
export type Conditions = { readonly [F in CountedField]?: Values } & {
  readonly text?: Words;
  readonly time?: TimeOfDay;
  readonly all?: readonly Conditions[];
  readonly any?: readonly Conditions[];
  readonly not?: Conditions;
};

export const mostDeep = 5;
export const mostParts = 200;
export const mostBranches = 50;
export const mostValues = 500;

export const listOf = (values: Values): readonly string[] => (typeof values === 'string' ? [values] : values);

import type { TimeOfDay } from '../../calendars/time-of-day.ts';

export type ConditionValues = string | readonly string[];
/** Words for every text, or for the texts of a language. */
export type ConditionWords = ConditionValues | Readonly<Record<string, ConditionValues>>;

/** Compared as a whole, ignoring case. */
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
/** Fields with no, one or several values. */
export const countedFields = [...valueFields, 'language'] as const;
export type CountedField = (typeof countedFields)[number];

/** Every given condition must hold; of a list of values one must. */
export type RoutingConditions = { readonly [F in CountedField]?: ConditionValues } & {
  readonly text?: ConditionWords;
  readonly time?: TimeOfDay;
  readonly all?: readonly RoutingConditions[];
  readonly any?: readonly RoutingConditions[];
  readonly not?: RoutingConditions;
};

export const maxDepth = 5;
export const maxParts = 200;
export const maxBranches = 50;
export const maxValues = 500;

export const toList = (values: ConditionValues): readonly string[] => (typeof values === 'string' ? [values] : values);

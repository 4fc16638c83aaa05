import { folded } from '@harken/text';
import { type TimeOfDay, timeCheck } from '../../calendars/time-of-day.ts';
import { isUnspaced, wordPattern } from '../../text/words.ts';

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
  'product',
  'location',
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

const toList = (values: ConditionValues): readonly string[] => (typeof values === 'string' ? [values] : values);

/** The facts of a complaint that routing rules use. */
export type RoutingFacts = Readonly<Record<Exclude<CountedField, 'segment'>, string | null>> & {
  readonly segments: readonly string[];
  readonly text: string | null;
  /** When it comes in. */
  readonly at: Date;
};

/** The facts in comparable form: built once for each complaint. */
export interface RoutingInput {
  readonly values: Readonly<Record<CountedField, readonly string[]>>;
  readonly at: Date;
  /** Folded on first use: most rules have no words. */
  text(): string | null;
}

export interface CompiledTest {
  readonly field: CountedField | 'text' | 'time';
  /** The value that matched, or null. */
  find(input: RoutingInput): string | null;
}

/** All parts must hold. */
export interface CompiledConditions {
  readonly tests: readonly CompiledTest[];
  readonly all: readonly CompiledConditions[];
  readonly any: readonly CompiledConditions[] | null;
  readonly not: CompiledConditions | null;
}

export function toRoutingInput({ segments, text, at, ...said }: RoutingFacts): RoutingInput {
  let seen: string | null | undefined;
  const values = { segment: segments.map((segment) => segment.toLowerCase()) } as Record<CountedField, string[]>;
  for (const field of countedFields)
    if (field !== 'segment') {
      const value = said[field];
      values[field] = value === null ? [] : [value.toLowerCase()];
    }
  return {
    values,
    at,
    text: () => {
      if (seen === undefined) seen = text === null ? null : folded(text);
      return seen;
    },
  };
}

/** Compiled once for each version of the rules: sets, patterns and time zones are not rebuilt for every complaint. */
export function compile(when: RoutingConditions): CompiledConditions {
  const tests: CompiledTest[] = countedFields.flatMap((field) => {
    const wanted = when[field];
    if (wanted === undefined) return [];
    return [field === 'language' ? languageTest(wanted) : valueTest(field, wanted)];
  });
  if (when.time) {
    const isThen = timeCheck(when.time);
    tests.push({ field: 'time', find: ({ at }) => (isThen(at) ? at.toISOString() : null) });
  }
  // Last, because it costs the most.
  if (when.text !== undefined) tests.push(textTest(when.text));
  return {
    tests,
    all: (when.all ?? []).map(compile),
    any: when.any?.map(compile) ?? null,
    not: when.not ? compile(when.not) : null,
  };
}

export function compiledHolds({ tests, all, any, not }: CompiledConditions, input: RoutingInput): boolean {
  return (
    tests.every((test) => test.find(input) !== null) &&
    all.every((one) => compiledHolds(one, input)) &&
    (any?.some((one) => compiledHolds(one, input)) ?? true) &&
    !(not && compiledHolds(not, input))
  );
}

function valueTest(field: CountedField, wanted: ConditionValues): CompiledTest {
  const values = new Set(toList(wanted).map((value) => value.toLowerCase()));
  return { field, find: (input) => input.values[field].find((value) => values.has(value)) ?? null };
}

function languageTest(wanted: ConditionValues): CompiledTest {
  const ranges = toList(wanted).map((range) => range.toLowerCase());
  const isOne = (tag: string) => ranges.some((range) => isWithinRange(tag, range));
  return { field: 'language', find: ({ values }) => values.language.find(isOne) ?? null };
}

/** Basic filtering of RFC 4647, both in lower case: `zh` takes `zh-hant-hk`. */
export const isWithinRange = (tag: string, range: string): boolean => tag === range || tag.startsWith(`${range}-`);

/**
 * Words of a language match texts in that language, or in an unknown one. Words in a script without spaces match
 * everywhere: no other language has them, and customers mix languages.
 */
function textTest(wanted: ConditionWords): CompiledTest {
  const plain = typeof wanted === 'string' || Array.isArray(wanted);
  const perLanguage = plain ? [] : Object.entries(wanted as Readonly<Record<string, ConditionValues>>);
  const spaced = perLanguage.map(([language, words]) => ({
    language: language.toLowerCase(),
    pattern: wordPattern(toList(words).filter((word) => !isUnspaced(word))),
  }));
  const everywhere = wordPattern(
    plain ? toList(wanted as ConditionValues) : perLanguage.flatMap(([, words]) => toList(words).filter(isUnspaced)),
  );
  return {
    field: 'text',
    find: (input) => {
      const text = input.text();
      if (text === null) return null;
      const found = everywhere?.exec(text)?.[0];
      if (found !== undefined) return found;
      const [spoken] = input.values.language;
      for (const { language, pattern } of spaced) {
        if (spoken !== undefined && !isWithinRange(spoken, language)) continue;
        const word = pattern?.exec(text)?.[0];
        if (word !== undefined) return word;
      }
      return null;
    },
  };
}

import { timeCheck } from '../../calendars/time-of-day.ts';
import { folded, isUnspaced, wordPattern } from '../../text/words.ts';
import { type Conditions, type CountedField, countedFields, listOf, type Values, type Words } from './conditions.ts';

/** What rules look at. */
export interface Routable {
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly severity: string;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly language: string | null;
  readonly channel: string | null;
  readonly method: string | null;
  readonly campaign: string | null;
  readonly origin: string;
  readonly text: string | null;
  /** When it comes in. */
  readonly at: Date;
}

/** The same as rules compare it: made once for each complaint, whatever the number of rules. */
export interface Heard {
  readonly values: Readonly<Record<CountedField, readonly string[]>>;
  readonly at: Date;
  /** Folded when it is first looked at: most rules ask for no words. */
  text(): string | null;
}

export interface Test {
  readonly field: CountedField | 'text' | 'time';
  /** What made it hold, or null. */
  find(heard: Heard): string | null;
}

/** All of it must hold. */
export interface Compiled {
  readonly tests: readonly Test[];
  readonly all: readonly Compiled[];
  readonly any: readonly Compiled[] | null;
  readonly not: Compiled | null;
}

const lower = (value: string | null): readonly string[] => (value === null ? [] : [value.toLowerCase()]);

export function heardOf({ segments, text, at, ...said }: Routable): Heard {
  let seen: string | null | undefined;
  const values = {
    ...{ touchpoint: lower(said.touchpoint), category: lower(said.category), severity: lower(said.severity) },
    ...{ segment: segments.map((segment) => segment.toLowerCase()), tier: lower(said.tier), stage: lower(said.stage) },
    ...{ channel: lower(said.channel), method: lower(said.method), campaign: lower(said.campaign) },
    ...{ origin: lower(said.origin), language: lower(said.language) },
  };
  return {
    values,
    at,
    text: () => {
      if (seen === undefined) seen = text === null ? null : folded(text);
      return seen;
    },
  };
}

/** Made once for each version of the rules: sets, patterns and time zones are not built again for every complaint. */
export function compile(when: Conditions): Compiled {
  const tests: Test[] = countedFields.flatMap((field) => {
    const wanted = when[field];
    if (wanted === undefined) return [];
    return [field === 'language' ? languageTest(wanted) : valueTest(field, wanted)];
  });
  if (when.time) {
    const isThen = timeCheck(when.time);
    tests.push({ field: 'time', find: ({ at }) => (isThen(at) ? at.toISOString() : null) });
  }
  // Last: it costs the most.
  if (when.text !== undefined) tests.push(textTest(when.text));
  return {
    tests,
    all: (when.all ?? []).map(compile),
    any: when.any?.map(compile) ?? null,
    not: when.not ? compile(when.not) : null,
  };
}

export function compiledHolds({ tests, all, any, not }: Compiled, heard: Heard): boolean {
  return (
    tests.every((test) => test.find(heard) !== null) &&
    all.every((one) => compiledHolds(one, heard)) &&
    (any?.some((one) => compiledHolds(one, heard)) ?? true) &&
    !(not && compiledHolds(not, heard))
  );
}

function valueTest(field: CountedField, wanted: Values): Test {
  const values = new Set(listOf(wanted).map((value) => value.toLowerCase()));
  return { field, find: (heard) => heard.values[field].find((value) => values.has(value)) ?? null };
}

function languageTest(wanted: Values): Test {
  const ranges = listOf(wanted).map((range) => range.toLowerCase());
  const isOne = (tag: string) => ranges.some((range) => isWithinRange(tag, range));
  return { field: 'language', find: ({ values }) => values.language.find(isOne) ?? null };
}

/** Basic filtering of RFC 4647, both in lower case: `zh` takes `zh-hant-hk`. */
export const isWithinRange = (tag: string, range: string): boolean => tag === range || tag.startsWith(`${range}-`);

/**
 * The words of a language are looked for in what is said in it, or in a language we do not know. Words in a script
 * without spaces are looked for everywhere: they are no other language's word, and customers mix languages.
 */
function textTest(wanted: Words): Test {
  const plain = typeof wanted === 'string' || Array.isArray(wanted);
  const perLanguage = plain ? [] : Object.entries(wanted as Readonly<Record<string, Values>>);
  const spaced = perLanguage.map(([language, words]) => ({
    language: language.toLowerCase(),
    pattern: wordPattern(listOf(words).filter((word) => !isUnspaced(word))),
  }));
  const everywhere = wordPattern(
    plain ? listOf(wanted as Values) : perLanguage.flatMap(([, words]) => listOf(words).filter(isUnspaced)),
  );
  return {
    field: 'text',
    find: (heard) => {
      const text = heard.text();
      if (text === null) return null;
      const found = everywhere?.exec(text)?.[0];
      if (found !== undefined) return found;
      const [spoken] = heard.values.language;
      for (const { language, pattern } of spaced) {
        if (spoken !== undefined && !isWithinRange(spoken, language)) continue;
        const word = pattern?.exec(text)?.[0];
        if (word !== undefined) return word;
      }
      return null;
    },
  };
}

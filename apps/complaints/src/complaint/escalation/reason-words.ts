import { type ReasonWords, wordModifiers } from '../../policies/response-policy/response-policy.ts';
import { foldedHasAnyWord, wordPattern } from '../../text/words.ts';

interface SplitWords {
  /** Each says enough alone. */
  readonly alone: readonly string[];
  /** Written with a `?`: each says something in its context only. */
  readonly unsure: readonly string[];
}

const split = new WeakMap<readonly string[], SplitWords>();
const harmlessPatterns = new WeakMap<readonly string[], RegExp | null>();
const none: readonly string[] = [];
const clauseEnd = /[.!?;,…。！？；，\n]+/u;

/**
 * Whether a folded text has one of the words of a reason, in any language: customers mix languages, and a declared
 * language may be wrong. Phrases of `harmless` are left out first; a word with a trailing `?` counts with a word of
 * `context`, of the same language and in the same clause.
 */
export function hasReasonWord(text: string, reason: string, words: ReasonWords): boolean {
  if (!Object.hasOwn(words, reason) || wordModifiers.some((modifier) => modifier === reason)) return false;
  return Object.entries(words[reason] ?? {}).some(([language, list]) => {
    const { alone, unsure } = splitWords(list);
    if (!foldedHasAnyWord(text, alone) && !foldedHasAnyWord(text, unsure)) return false;
    const rest = withoutHarmless(text, words.harmless?.[language] ?? none);
    if (foldedHasAnyWord(rest, alone)) return true;
    const context = words.context?.[language] ?? none;
    return rest
      .split(clauseEnd)
      .some((clause) => foldedHasAnyWord(clause, unsure) && foldedHasAnyWord(clause, context));
  });
}

function splitWords(list: readonly string[]): SplitWords {
  const known = split.get(list);
  if (known) return known;
  const made = {
    alone: list.filter((word) => !word.endsWith('?')),
    unsure: list.filter((word) => word.endsWith('?')).map((word) => word.slice(0, -1)),
  };
  split.set(list, made);
  return made;
}

function withoutHarmless(text: string, phrases: readonly string[]): string {
  let pattern = harmlessPatterns.get(phrases);
  if (pattern === undefined) {
    const any = wordPattern(phrases);
    pattern = any && new RegExp(any.source, 'gu');
    harmlessPatterns.set(phrases, pattern);
  }
  return pattern ? text.replace(pattern, ' ') : text;
}

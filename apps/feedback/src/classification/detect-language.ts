import { detectAll } from 'tinyld/light';

/** Scripts that decide the language alone, in the order of the checks: Japanese mixes kana with Han, so kana first. */
const scripts: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
];
const anyLetter = /\p{L}/u;
const everyLetter = /\p{L}/gu;
/** Most texts have no such letter, and then nothing is counted. */
const beyondLatin = /[\u0370-\u1dff\u2c80-\ud7ff\ud840-\ud8bf\uf900-\ufdff\ufe70-\ufeff\uff66-\uffdc]/;
/** The beginning of a text is enough. */
const maxCharsInspected = 400;
const maxCharsGuessed = 200;
const minConfidence = 0.5;
/** A guess from fewer letters is wrong too often. English is then found by its frequent words only. */
const minLettersToGuess = 24;
/** Words that are frequent in English and rare elsewhere. They save the guess, which costs a millisecond per text. */
const frequentEnglishWords = new Set(
  `the and this that with they were have has had been would could because there their them which what when who
   my our your it its it's i i'm i've you we she he his her not didn't don't wasn't isn't very from about after
   before only just is are was but for of to`.split(/\s+/),
);
const minEnglishShare = 0.25;

const letterCount = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/**
 * The language of a text (BCP 47), or null if unknown. The script decides first; one letter in five is enough, because
 * Thai and Chinese writers mix in Latin names. Next comes the language that the source declared, then the customer's,
 * then a guess; none of them against the script, except that every language is sometimes written in Latin letters.
 */
export function detectLanguage(
  fullText: string,
  declared: string | null = null,
  ofCustomer: string | null = null,
): string | null {
  const text = fullText.slice(0, maxCharsInspected);
  if (!anyLetter.test(text)) return declared;
  if (beyondLatin.test(text)) return languageOfScripts(text, declared, ofCustomer);
  if (declared !== null) return declared;
  const isWritten = (language: string) => scriptOf(language) === 'Latn';
  return ofCustomer !== null && isWritten(ofCustomer) ? ofCustomer : guessLanguage(text, isWritten);
}

function languageOfScripts(text: string, declared: string | null, ofCustomer: string | null): string | null {
  const letters = letterCount(text, everyLetter);
  const enough = (script: RegExp) => letterCount(text, script) * 5 >= letters;
  const known = [declared, ofCustomer].filter((language) => language !== null);
  const byScript = scripts.find(([, script]) => enough(script))?.[0];
  if (byScript === 'zh' && known.some((language) => primaryLanguage(language) === 'ja')) return 'ja';
  if (byScript) return declared !== null && primaryLanguage(declared) === byScript ? declared : byScript;
  const isWritten = (language: string) => {
    const script = scriptOf(language);
    return script !== undefined && !compound.has(script) && enough(new RegExp(`\\p{Script=${script}}`, 'gu'));
  };
  return known.find(isWritten) ?? guessLanguage(text, isWritten);
}

/** Codes of several scripts together, or of a part of one: those languages are decided by their letters. */
const compound: ReadonlySet<string> = new Set(['Jpan', 'Kore', 'Hans', 'Hant', 'Hanb', 'Zyyy', 'Zxxx', 'Zzzz']);

/** The script that a language is usually written in: `Latn`, `Cyrl`. */
function scriptOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
}

function guessLanguage(text: string, isWritten: (language: string) => boolean): string | null {
  const start = text.slice(0, maxCharsGuessed);
  if (looksEnglish(start)) return 'en';
  if (letterCount(start, everyLetter) < minLettersToGuess) return null;
  const best = detectAll(start).find(({ lang }) => isWritten(lang));
  return best && best.accuracy >= minConfidence ? best.lang : null;
}

/** Whether the words say so, whatever language was declared. */
export function looksEnglish(text: string): boolean {
  const words =
    text
      .slice(0, maxCharsGuessed)
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? [];
  const english = words.filter((word) => frequentEnglishWords.has(word));
  return new Set(english).size >= 2 && english.length >= words.length * minEnglishShare;
}

/** Whether a text has letters that Latin does not have. */
export const isBeyondLatin = (text: string): boolean => beyondLatin.test(text.slice(0, maxCharsInspected));

/** `zh-Hant-HK` -> `zh`: the key of the word lists. */
export const primaryLanguage = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? tag;

import { detectAll } from 'tinyld/light';

/** Scripts that decide the language alone, in the order of the checks: Japanese mixes kana with Han, so kana first. */
const scripts: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
];
const anyLetter = /\p{L}/gu;
/** The beginning of a text is enough. */
const maxCharsInspected = 400;
const maxCharsGuessed = 200;
const minConfidence = 0.5;
const minLettersToGuess = 8;
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
 * Thai and Chinese writers mix in Latin names. Next comes the language that the source declared, then a guess.
 */
export function detectLanguage(fullText: string, declared: string | null = null): string | null {
  const text = fullText.slice(0, maxCharsInspected);
  const letters = letterCount(text, anyLetter);
  if (letters === 0) return declared;
  const byScript = scripts.find(([, script]) => letterCount(text, script) * 5 >= letters)?.[0];
  if (byScript) return declared !== null && primaryLanguage(declared) === byScript ? declared : byScript;
  if (declared !== null || letters < minLettersToGuess) return declared;
  return guessLanguage(text.slice(0, maxCharsGuessed));
}

function guessLanguage(text: string): string | null {
  if (looksEnglish(text)) return 'en';
  const [best] = detectAll(text);
  return best && best.accuracy >= minConfidence ? best.lang : null;
}

function looksEnglish(text: string): boolean {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? [];
  const english = words.filter((word) => frequentEnglishWords.has(word));
  return new Set(english).size >= 2 && english.length >= words.length * minEnglishShare;
}

/** `zh-Hant-HK` -> `zh`: the key of the word lists. */
export const primaryLanguage = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? tag;

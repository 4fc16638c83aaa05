import { detectAll } from 'tinyld/light';

/** Scripts that settle the language by themselves, in the order of asking: kana before the Han it is mixed with. */
const scripts: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
];
const anyLetter = /\p{L}/gu;
/** The beginning tells: no more of a text is looked at. */
const lookedAt = 400;
const guessedLength = 200;
const sureEnough = 0.5;
const fewestLettersToGuess = 8;
/** Words that are frequent in English and rare elsewhere: they spare the guesser, which costs a millisecond a text. */
const englishWords = new Set(
  `the and this that with they were have has had been would could because there their them which what when who
   my our your it its it's i i'm i've you we she he his her not didn't don't wasn't isn't very from about after
   before only just is are was but for of to`.split(/\s+/),
);
const englishShare = 0.25;

const letterCount = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/**
 * The language a text is written in (BCP 47), or null where nothing says so. The script decides first; one letter in
 * five is enough, because Thai and Chinese writers mix in Latin names. Then what the source declared is believed,
 * and only then the language is guessed.
 */
export function languageOf(whole: string, declared: string | null = null): string | null {
  const text = whole.slice(0, lookedAt);
  const letters = letterCount(text, anyLetter);
  if (letters === 0) return declared;
  const written = scripts.find(([, script]) => letterCount(text, script) * 5 >= letters)?.[0];
  if (written) return declared !== null && primaryLanguage(declared) === written ? declared : written;
  if (declared !== null || letters < fewestLettersToGuess) return declared;
  return guessed(text.slice(0, guessedLength));
}

function guessed(text: string): string | null {
  if (looksEnglish(text)) return 'en';
  const [best] = detectAll(text);
  return best && best.accuracy >= sureEnough ? best.lang : null;
}

function looksEnglish(text: string): boolean {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? [];
  const english = words.filter((word) => englishWords.has(word));
  return new Set(english).size >= 2 && english.length >= words.length * englishShare;
}

/** `zh-Hant-HK` -> `zh`: what word lists are kept by. */
export const primaryLanguage = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? tag;

import { primaryLanguage } from '../../classification/detect-language.ts';
import { foldText } from '../../classification/text-model/fold-text.ts';

/** A run of so many words at most is one term. */
const longestTerm = 3;
const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return segmenter;
}

/** The primary language of a text; unknown ones are told apart by no rules. */
export const languageOf = (tag: string | null): string => (tag === null ? 'und' : primaryLanguage(tag));

/** Chinese and Thai are written without spaces. */
const unspaced = new Set(['zh', 'th', 'ja', 'lo', 'km', 'my']);
const letter = /\p{L}/u;

/**
 * The words of a text and their runs, each once: by the words of its language, also where no spaces part them. A run ends
 * at signs between words.
 */
export function termsOf(text: string, language: string): Set<string> {
  const terms = new Set<string>();
  const joint = unspaced.has(language) ? '' : ' ';
  let run: string[] = [];
  for (const { segment, isWordLike } of segmenterOf(language).segment(foldText(text, language))) {
    if (segment.trim() === '') continue;
    if (!isWordLike || !letter.test(segment)) {
      run = [];
      continue;
    }
    run = [...run, segment].slice(-longestTerm);
    for (let from = 0; from < run.length; from += 1) {
      const term = run.slice(from).join(joint);
      if (term.length >= (joint === '' ? 2 : 3)) terms.add(term);
    }
  }
  return terms;
}

import { folded } from '@harken/text';

// Letters and digits with their marks: a Thai vowel above its consonant is a mark.
const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
const mark = /\p{M}/u;
const firstMark = '\u0300';
const syllabic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

type ScriptKind = 'spaced' | 'unspaced' | 'syllabic';

interface CharacterRun {
  readonly kind: ScriptKind;
  readonly characters: string[];
}

/**
 * The trigrams of a text as PostgreSQL's pg_trgm defines them (https://www.postgresql.org/docs/current/pgtrgm.html):
 * of each word, with two spaces before and one after it, every three characters in a row; as a set. Whatever is no
 * letter or digit parts words. Scripts that write without spaces have no such words: what stands between words of other
 * scripts is taken as one, without its spaces and punctuation. And where a character is a syllable, often a word (Han,
 * Kana), three in a row are as rare as three words: there each character and each pair is taken, so that a text that was
 * put otherwise is as similar as it is in the other scripts.
 */
export function trigramsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const { kind, characters } of runsOf(text)) {
    if (kind === 'syllabic') {
      addNgrams(found, characters, 1);
      addNgrams(found, characters, 2);
    } else addNgrams(found, [' ', ' ', ...characters, ' '], 3);
  }
  return found;
}

/** How much two texts share of their trigrams: |A and B| / |A or B|, 0 to 1, pg_trgm's `similarity`. Of nothing: 0. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const trigram of a) if (b.has(trigram)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function addNgrams(found: Set<string>, characters: readonly string[], length: number): void {
  for (let at = 0; at + length <= characters.length; at += 1) {
    let row = '';
    for (let next = at; next < at + length; next += 1) row += characters[next];
    found.add(row);
  }
}

function runsOf(text: string): CharacterRun[] {
  const runs: CharacterRun[] = [];
  for (const [piece] of folded(text).matchAll(wordPattern)) {
    let first = true;
    for (const character of piece) {
      const last = runs.at(-1);
      const kind = kindOf(character) ?? last?.kind ?? 'spaced';
      // A space ends a word, except in scripts without spaces.
      if (last?.kind === kind && !(first && kind === 'spaced')) last.characters.push(character);
      else runs.push({ kind, characters: [character] });
      first = false;
    }
  }
  return runs;
}

/** null: a mark, which belongs to the character before it. */
function kindOf(character: string): ScriptKind | null {
  // A shortcut for most characters.
  if (character < firstMark) return 'spaced';
  if (mark.test(character)) return null;
  if (syllabic.test(character)) return 'syllabic';
  return unspaced.test(character) ? 'unspaced' : 'spaced';
}

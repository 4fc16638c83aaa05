import { languagesToMatch } from '../classification/classifier.ts';
import { tokenizerOf } from '../classification/term-matcher.ts';
import { createTermTrie, type TermTrie } from '../classification/term-trie.ts';
import { toSimplified } from '../classification/text-model/fold-text.ts';
import type { Themes } from './themes.ts';

/** The ids of the themes whose words a text has. */
export type ThemeMatcher = (text: string, language: string | null) => string[];

/** The words of all themes in one language. */
interface ThemeWords {
  readonly trie: TermTrie;
  /** By word: several themes may have the same. */
  readonly themesOf: ReadonlyMap<string, readonly string[]>;
}

/** Prepares the words once. A text is then read once per language, however many themes there are; the longest word wins. */
export function createThemeMatcher({ themes }: Themes): ThemeMatcher {
  const languages = new Set(themes.flatMap(({ words }) => Object.keys(words)));
  const wordsOf = new Map([...languages].map((language) => [language, themeWords(themes, language)]));
  return (text, tag) => {
    if (wordsOf.size === 0) return [];
    const found = new Set<string>();
    for (const language of languagesToMatch(text, tag, wordsOf)) {
      const words = wordsOf.get(language);
      if (words) addThemes(found, text, language, words);
    }
    return [...found];
  };
}

function themeWords(themes: Themes['themes'], language: string): ThemeWords {
  const themesOf = new Map<string, string[]>();
  const terms = themes.flatMap(({ id, words }) =>
    (words[language] ?? []).map((written) => {
      const { tokens } = tokenizerOf(language).tokenize(read(written, language));
      const text = tokens.join('\n');
      themesOf.set(text, [...(themesOf.get(text) ?? []), id]);
      return { term: { text, weight: 'certain', ignoresNegation: true } as const, tokens };
    }),
  );
  return { trie: createTermTrie(terms), themesOf };
}

function addThemes(found: Set<string>, text: string, language: string, { trie, themesOf }: ThemeWords): void {
  const { tokens, isWordStart, isWordEnd } = tokenizerOf(language).tokenize(read(text, language));
  for (let at = 0; at < tokens.length; ) {
    const match = trie.longestMatch(tokens, at, isWordEnd);
    if (match && isWordStart(at)) {
      for (const theme of themesOf.get(match.term.text) ?? []) found.add(theme);
      at = match.end;
    } else at += 1;
  }
}

const read = (text: string, language: string): string => (language === 'zh' ? toSimplified(text) : text);

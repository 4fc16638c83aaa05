import type { Tx } from '@harken/database';
import { byWords, noThemesAssigned, type ThemeAssignment } from './theme-assignment.ts';
import { createThemeMatcher, type ThemeMatcher } from './theme-matcher.ts';
import { themes } from './themes.document.ts';
import type { Theme } from './themes.ts';

export interface CurrentThemes {
  readonly version: number;
  readonly themes: readonly Theme[];
  /** The themes of a text by their words. */
  assign(text: string | null, language: string | null): ThemeAssignment;
}

/** Preparing the words takes milliseconds, so it is done once per version. */
const matchers = new WeakMap<object, ThemeMatcher>();

/** The themes in force, the same on every replica. */
export async function currentThemes(tx: Tx): Promise<CurrentThemes> {
  const list = await themes.current(tx);
  const match = matchers.get(list) ?? createThemeMatcher(list);
  matchers.set(list, match);
  return {
    version: list.version,
    themes: list.themes,
    assign: (text, language) => (text === null ? noThemesAssigned : byWords(match(text, language))),
  };
}

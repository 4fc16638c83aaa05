import { chooseLanguage } from '../programmes/local-text.ts';
import type { PageTexts } from './page-texts.ts';
import { english } from './page-texts-english.ts';
import { simplifiedChinese } from './page-texts-simplified-chinese.ts';
import { thai } from './page-texts-thai.ts';
import { traditionalChinese } from './page-texts-traditional-chinese.ts';

const texts: Readonly<Record<string, PageTexts>> = {
  en: english,
  'zh-Hans': simplifiedChinese,
  'zh-Hant': traditionalChinese,
  th: thai,
};

/** The languages in which a page can be shown from start to end, English first. */
export const pageLanguages: readonly string[] = Object.keys(texts);

/** What the pages say, in the language nearest to this one, and which that is. */
export function pageTextsIn(language: string): { readonly language: string; readonly texts: PageTexts } {
  const nearest = chooseLanguage(pageLanguages, [language]);
  return { language: nearest, texts: texts[nearest] ?? english };
}

export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

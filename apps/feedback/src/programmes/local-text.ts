/** A text in several languages: BCP 47 tag to text. */
export type LocalText = Readonly<Record<string, string>>;

/**
 * The language of `offered` to show to somebody who reads `wanted` (in order of preference): the tag itself, else the
 * same language in the same script (zh-TW reads zh-Hant, en-GB reads en), else the same language, else the first offered.
 */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[]): string {
  for (const tag of wanted) {
    const found =
      offered.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      offered.find((one) => readAs(one).script === readAs(tag).script) ??
      offered.find((one) => readAs(one).language === readAs(tag).language);
    if (found !== undefined) return found;
  }
  return offered[0] ?? 'en';
}

/** The text in one of its languages, chosen as in `chooseLanguage`. */
export const textIn = (text: LocalText, language: string): string =>
  text[chooseLanguage(Object.keys(text), [language])] ?? '';

export function isLanguageTag(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function readAs(tag: string): { language: string; script: string } {
  if (!isLanguageTag(tag)) return { language: tag, script: tag };
  const { language, script } = new Intl.Locale(tag).maximize();
  return { language, script: `${language}-${script}` };
}

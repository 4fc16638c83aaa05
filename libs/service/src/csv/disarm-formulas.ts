// What a reader does not see or skips: spaces of any kind, format characters (U+200B, U+FEFF), fillers.
const unseen = String.raw`[\s\p{Z}\p{Cf}\p{Cc}\u115F\u1160\u3164\uFFA0\u2800\u034F]*`;
const starts = '[=+\\-@＝＋－＠]';
const atBeginning = new RegExp(`^(?:[\\t\\r\\n]|(?=${unseen}${starts}))`, 'u');
// Where the list separator of a spreadsheet is a semicolon or a tab, a quote within the row protects nothing: the cell
// or the row ends there.
const afterSeparator = new RegExp(`([;\\t\\r\\n])(?=${unseen.replace('[', '["\'')}${starts})`, 'gu');

/**
 * An apostrophe before whatever a spreadsheet would run as a formula (OWASP, CSV injection): at the beginning of the
 * text, also after characters that nobody sees, and after each semicolon, tab or line break within it.
 */
export function disarmFormulas(text: string): string {
  const within = text.replaceAll(afterSeparator, "$1'");
  return atBeginning.test(within) ? `'${within}` : within;
}

/**
 * Takes the regular endings off an English word, so that "charged", "charges" and "charging" meet "charge".
 * Both the lists and the texts go through it, so the result need not be a word.
 */
export function englishBase(word: string): string {
  let base = word.replace(/'s?$/, '');
  if (base.length > 4 && base.endsWith('ies')) return `${base.slice(0, -3)}y`;
  if (base.length > 3 && /[^siu]s$/.test(base)) base = base.slice(0, -1);
  if (base.length > 5 && base.endsWith('ing')) base = undoubled(base.slice(0, -3));
  else if (base.length > 4 && base.endsWith('ed')) base = undoubled(base.slice(0, -2));
  return base.length > 3 && base.endsWith('e') ? base.slice(0, -1) : base;
}

const undoubled = (base: string): string => (/([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base);

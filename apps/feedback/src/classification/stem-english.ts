/**
 * Removes the regular endings of an English word, so that "charged", "charges" and "charging" match "charge".
 * The word lists and the texts are both stemmed, so the result need not be a word.
 */
export function stemEnglish(word: string): string {
  let stem = word.replace(/'s?$/, '');
  if (stem.length > 4 && stem.endsWith('ies')) return `${stem.slice(0, -3)}y`;
  if (stem.length > 3 && /[^siu]s$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith('ing')) stem = dropDoubledConsonant(stem.slice(0, -3));
  else if (stem.length > 4 && stem.endsWith('ed')) stem = dropDoubledConsonant(stem.slice(0, -2));
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}

const dropDoubledConsonant = (stem: string): string => (/([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem);

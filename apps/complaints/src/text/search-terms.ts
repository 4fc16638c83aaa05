import { Invalid } from '@harken/errors';
import { ngramQuery, quoted, searchFolded, type Token, tokensOf } from '@harken/text';

/** `words`: a word or a phrase, to be stemmed. `lexemes`: a tsquery. */
export type SearchTerm = { readonly words: string } | { readonly lexemes: string };

/** One text must contain every term of `all`; no text of the complaint may contain one of `none`. */
export interface SearchQuery {
  readonly all: readonly SearchTerm[];
  readonly none: readonly SearchTerm[];
}

const maxTerms = 20;
const number = /^c-\d{4}-\d+$/;

/** Parses a search: */
export function parseSearch(text: string): SearchQuery {
  const all: SearchTerm[] = [];
  const none: SearchTerm[] = [];
  for (const [, minus, phrase, plain = ''] of searchFolded(text).matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const found = phrase === undefined ? toTerms(plain) : toPhrase(tokensOf(phrase));
    (minus ? none : all).push(...found);
  }
  if (all.length === 0 || all.length + none.length > maxTerms) {
    const detail = `must name 1 to ${maxTerms} words to look for`;
    throw new Invalid('request.invalid', `The search ${detail}.`, [{ pointer: '/query/q', code: 'invalid', detail }]);
  }
  return { all, none };
}

function toTerms(plain: string): SearchTerm[] {
  if (number.test(plain)) return [{ lexemes: quoted(plain) }];
  const found = tokensOf(plain);
  const [only] = found;
  if (plain.endsWith('*') && only && found.length === 1 && only.size === null)
    return [{ lexemes: `${quoted(only.text)}:*` }];
  return toPhrase(found);
}

/** A phrase is one term; each run of a script without spaces is its own. */
function toPhrase(found: readonly Token[]): SearchTerm[] {
  const words = found.filter(({ size }) => size === null).map(({ text }) => text);
  const runs = found.flatMap((token) => (token.size === null ? [] : [{ lexemes: ngramQuery(token) }]));
  return words.length > 0 ? [{ words: words.join(' ') }, ...runs] : runs;
}

/** What a term in a text says: a complaint, a complaint if its context agrees, perhaps a complaint, or nothing. */
export type TermWeight = 'certain' | 'critical' | 'suspected' | 'harmless';

export interface Term {
  readonly text: string;
  readonly weight: TermWeight;
  /** Counts after a negation too: "no refund" is as much a complaint as "refund". */
  readonly ignoresNegation: boolean;
}

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  term?: Term;
}

export interface TermTrie {
  /** The longest term that begins at `start` and whose end `mayEnd` allows. */
  longestMatch(tokens: readonly string[], start: number, mayEnd: (end: number) => boolean): TrieMatch | undefined;
}

export interface TrieMatch {
  readonly term: Term;
  /** The token after the last one. */
  readonly end: number;
}

/** Finds terms in a list of tokens: words for languages with spaces, characters for those without. */
export function createTermTrie(terms: readonly { term: Term; tokens: readonly string[] }[]): TermTrie {
  const root: TrieNode = { next: new Map() };
  for (const { term, tokens } of terms) {
    const node = tokens.reduce(childFor, root);
    if (tokens.length > 0) node.term ??= term;
  }
  return {
    longestMatch(tokens, start, mayEnd) {
      let found: TrieMatch | undefined;
      let node: TrieNode | undefined = root;
      for (let at = start; at < tokens.length; at += 1) {
        node = node.next.get(tokens[at] as string);
        if (!node) break;
        if (node.term && mayEnd(at + 1)) found = { term: node.term, end: at + 1 };
      }
      return found;
    },
  };
}

function childFor(node: TrieNode, token: string): TrieNode {
  let next = node.next.get(token);
  if (!next) {
    next = { next: new Map() };
    node.next.set(token, next);
  }
  return next;
}

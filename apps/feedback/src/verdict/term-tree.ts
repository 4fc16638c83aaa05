export type Force = 'certain' | 'suspected' | 'harmless';

export interface Term {
  readonly text: string;
  readonly force: Force;
  /** Keeps its force after a negation: "no refund" is as much a complaint as "refund". */
  readonly evenNegated: boolean;
}

interface Branch {
  readonly next: Map<string, Branch>;
  term?: Term;
}

export interface TermTree {
  /** The longest term that begins at `from` and whose end `mayEnd` allows. */
  longestAt(units: readonly string[], from: number, mayEnd: (end: number) => boolean): Found | undefined;
}

export interface Found {
  readonly term: Term;
  /** The unit after the last one. */
  readonly end: number;
}

/** Finds terms in a list of units: words for languages with spaces, characters for those without. */
export function termTree(terms: readonly { term: Term; units: readonly string[] }[]): TermTree {
  const root: Branch = { next: new Map() };
  for (const { term, units } of terms) {
    const leaf = units.reduce(branchFor, root);
    if (units.length > 0) leaf.term ??= term;
  }
  return {
    longestAt(units, from, mayEnd) {
      let found: Found | undefined;
      let branch: Branch | undefined = root;
      for (let at = from; at < units.length; at += 1) {
        branch = branch.next.get(units[at] as string);
        if (!branch) break;
        if (branch.term && mayEnd(at + 1)) found = { term: branch.term, end: at + 1 };
      }
      return found;
    },
  };
}

function branchFor(branch: Branch, unit: string): Branch {
  let next = branch.next.get(unit);
  if (!next) {
    next = { next: new Map() };
    branch.next.set(unit, next);
  }
  return next;
}

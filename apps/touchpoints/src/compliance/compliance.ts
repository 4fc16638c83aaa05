import { type Interval, wilsonInterval } from '@harken/statistics';

/** How often an action was observed, and how often it was done. */
export interface ActionCount {
  readonly action: string;
  /** The team or the person; null: not known, or not grouped. */
  readonly group: string | null;
  readonly n: number;
  readonly done: number;
}

export interface ComplianceRow {
  readonly n: number;
  readonly done: number;
  /** 0 to 1; null without an observation. */
  readonly share: number | null;
  readonly interval: Interval | null;
}

export interface ActionCompliance extends ComplianceRow {
  readonly action: string;
  /** Whether the map names it as a standard action of the touchpoint. */
  readonly standard: boolean;
  readonly group: string | null;
}

const rowOf = (n: number, done: number): ComplianceRow => ({
  n,
  done,
  share: n === 0 ? null : done / n,
  interval: wilsonInterval(done, n),
});

/** Each standard action in its order, observed or not, then the other actions that were observed. `total` counts standard actions. */
export function complianceOf(standardActions: readonly string[], counts: readonly ActionCount[]) {
  const others = counts.map(({ action }) => action).filter((action) => !standardActions.includes(action));
  const items = [...standardActions, ...new Set(others)].flatMap((action): ActionCompliance[] => {
    const standard = standardActions.includes(action);
    const found = counts.filter((count) => count.action === action);
    if (found.length === 0) return [{ action, standard, group: null, ...rowOf(0, 0) }];
    return found.map(({ group, n, done }) => ({ action, standard, group, ...rowOf(n, done) }));
  });
  return { total: total(items, () => true), groups: groupsOf(items), items };
}

function total(items: readonly ActionCompliance[], counts: (item: ActionCompliance) => boolean): ComplianceRow {
  const counted = items.filter((item) => item.standard && counts(item));
  const sum = (of: 'n' | 'done') => counted.reduce((all, item) => all + item[of], 0);
  return rowOf(sum('n'), sum('done'));
}

const groupsOf = (items: readonly ActionCompliance[]) =>
  [...new Set(items.flatMap(({ group }) => group ?? []))].map((group) => ({
    group,
    ...total(items, (item) => item.group === group),
  }));

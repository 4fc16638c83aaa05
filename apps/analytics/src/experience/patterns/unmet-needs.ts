import type { GapGroup } from '../gaps/gap-row.ts';

export interface UnmetNeed {
  readonly factor: string | null;
  readonly n: number;
  readonly importance: number;
  readonly satisfaction: number;
  readonly opportunity: number;
  readonly kind: 'underserved' | 'served_right' | 'overserved';
}

/**
 * Opportunity = importance + max(importance - satisfaction, 0), both on 0 to 10, satisfaction being the experience:
 * 10 and more is underserved, satisfaction above importance overserved. Factors without either are left out.
 * Source: Ulwick, What Customers Want, 2005; Harvard Business Review 80(1), 2002.
 */
export function unmetNeedsOf(groups: readonly GapGroup[]): UnmetNeed[] {
  return groups
    .flatMap(({ group, n, importance, experience }): UnmetNeed[] => {
      if (!importance || !experience) return [];
      const opportunity = importance.mean + Math.max(importance.mean - experience.mean, 0);
      const kind =
        opportunity >= 10 ? 'underserved' : experience.mean > importance.mean ? 'overserved' : 'served_right';
      const [wanted, got] = [importance.mean, experience.mean];
      return [{ factor: group.factor ?? null, n, importance: wanted, satisfaction: got, opportunity, kind }];
    })
    .toSorted((a, b) => b.opportunity - a.opportunity);
}

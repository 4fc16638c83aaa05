import type { CompensationStatus } from '@harken/contracts';
import { awaitsFulfilment } from './compensation.ts';

export interface CompensationSum {
  /** null: without an amount. */
  readonly currency: string | null;
  readonly minor: number;
  readonly count: number;
}

export type StatusSum = CompensationSum & { readonly status: CompensationStatus };

/** Fulfilled amounts, approved ones, and the sums per status. Currencies are never added up. */
export function sumTotals(byStatus: readonly StatusSum[]) {
  return {
    spent: perCurrency(byStatus.filter(({ status }) => status === 'fulfilled')),
    promised: perCurrency(byStatus.filter(awaitsFulfilment)),
    byStatus,
  };
}

function perCurrency(sums: readonly StatusSum[]): CompensationSum[] {
  return [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    minor: own.reduce((total, { minor }) => total + minor, 0),
    count: own.reduce((total, { count }) => total + count, 0),
  }));
}

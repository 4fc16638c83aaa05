import { wilsonInterval } from '@harken/statistics';

/** What is counted of one group and period. */
export interface BusinessCounts {
  readonly activeCustomers: number;
  readonly buyers: number;
  readonly repeatBuyers: number;
  readonly orders: number;
  /** Per currency, in the smallest unit; negative amounts are refunds. */
  readonly revenue: Readonly<Record<string, RevenueSum>>;
  /** Of the active customers, those active in the next period too; null without periods, or while the next is not over. */
  readonly retained: number | null;
}

export interface RevenueSum {
  readonly minor: number;
  readonly orders: number;
}

export const noBusiness: BusinessCounts = {
  activeCustomers: 0,
  buyers: 0,
  repeatBuyers: 0,
  orders: 0,
  revenue: {},
  retained: null,
};

const share = (some: number, n: number) => (n === 0 ? null : some / n);

/** The figures of a row. Currencies are never added up; a share of nobody is null. */
export function businessOf({ revenue, buyers, repeatBuyers, retained, orders, activeCustomers }: BusinessCounts) {
  return {
    revenue: Object.entries(revenue).map(([currency, sum]) => ({ currency, ...sum })),
    orders,
    activeCustomers,
    buyers,
    repeatRate: share(repeatBuyers, buyers),
    repeatRateInterval: wilsonInterval(repeatBuyers, buyers),
    retention: retained === null ? null : share(retained, activeCustomers),
    retentionInterval: retained === null ? null : wilsonInterval(retained, activeCustomers),
  };
}

export type BusinessRow = {
  readonly group: Readonly<Record<string, string | null>>;
  readonly period?: string;
} & ReturnType<typeof businessOf>;

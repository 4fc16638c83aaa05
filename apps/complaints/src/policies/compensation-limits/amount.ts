/** Money in the smallest unit of its currency. */
export interface Amount {
  readonly minor: number;
  readonly currency: string;
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** ISO 4217. */
export const isCurrency = (code: string): boolean => currencies.has(code);

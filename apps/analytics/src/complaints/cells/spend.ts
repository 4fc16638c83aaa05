/** Money spent per currency, in its smallest unit, and the number of compensations. */
export type Spend = Readonly<Record<string, { minor: number; count: number }>>;

/** What one complaint adds or subtracts. */
export type SignedSpend = readonly [sign: number, spent: Spend];

const letters = 26;
const firstLetter = 'A'.charCodeAt(0);

/** Any three capital letters. */
export const currencyCount = letters ** 3;

/** An index that depends on the code alone, so that it is the same in every cell. */
export const currencyIndex = (code: string): number =>
  [...code].reduce((index, letter) => index * letters + letter.charCodeAt(0) - firstLetter, 0);

export const currencyAt = (index: number): string =>
  [letters ** 2, letters, 1]
    .map((power) => String.fromCharCode(firstLetter + (Math.floor(index / power) % letters)))
    .join('');

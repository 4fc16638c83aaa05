/** What was spent, by currency, in its smallest unit, and by how many compensations. */
export type Spent = Readonly<Record<string, { minor: number; count: number }>>;

/** What one complaint adds, or takes away again. */
export type Spending = readonly [sign: number, spent: Spent];

const letters = 26;
const firstLetter = 'A'.charCodeAt(0);

/** Any three capital letters. */
export const currencyCount = letters ** 3;

/** A number for each currency, by its code alone, so that it is the same in every cell. */
export const numberOfCurrency = (code: string): number =>
  [...code].reduce((number, letter) => number * letters + letter.charCodeAt(0) - firstLetter, 0);

export const currencyOf = (number: number): string =>
  [letters ** 2, letters, 1]
    .map((power) => String.fromCharCode(firstLetter + (Math.floor(number / power) % letters)))
    .join('');

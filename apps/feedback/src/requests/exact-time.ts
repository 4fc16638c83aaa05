/** A time in UTC with 3, 6 or 9 digits after the second, as its source gave them: a Date has three. */
export type ExactTime = string;

const maxDigits = 9;

/** `time` is the Date of the RFC 3339 text. More than nine digits are cut. */
export function toExactTime(text: string, time: Date): ExactTime {
  const digits = /\.(\d+)/.exec(text)?.[1]?.slice(0, maxDigits) ?? '';
  const length = Math.max(3, Math.ceil(digits.length / 3) * 3);
  return `${time.toISOString().slice(0, 19)}.${digits.padEnd(length, '0')}Z`;
}

/** With nine digits: the order of such texts is the order of the times. */
export const comparableTime = (time: ExactTime): string => `${time.slice(0, -1).padEnd(20 + maxDigits, '0')}Z`;

export const isBefore = (a: ExactTime, b: ExactTime): boolean => comparableTime(a) < comparableTime(b);

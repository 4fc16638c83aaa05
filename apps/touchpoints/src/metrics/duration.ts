import { parse } from 'tinyduration';

/**
 * Seconds of an ISO 8601 duration, undefined when it is none or not positive.
 * Years and months are refused: their length depends on where they start.
 */
export function durationSeconds(text: string): number | undefined {
  try {
    const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, negative } = parse(text);
    if (negative || years > 0 || months > 0) return undefined;
    const total = weeks * 604_800 + days * 86_400 + hours * 3600 + minutes * 60 + seconds;
    return Number.isFinite(total) ? total : undefined;
  } catch {
    return undefined;
  }
}

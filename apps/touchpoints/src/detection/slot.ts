import type { PlaceInWeek } from './slot-calendar.ts';

/**
 * What came in during a slot. `rate`: `n` is the count. `score`: sums of the answers. `share`: `n` answers, `sum` of
 * them bad.
 */
export interface SlotData {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

export const emptySlot: SlotData = { n: 0, sum: 0, sumOfSquares: 0 };

export interface Slot extends SlotData, PlaceInWeek {
  /** Its start in milliseconds. */
  readonly at: number;
}

/** A slot that a baseline may learn from. */
export interface PastSlot extends Slot {
  /** False in a slot that belongs to an alarm. */
  readonly inControl: boolean;
}

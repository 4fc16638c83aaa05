/** A slot as it was judged and stays. */
export interface JudgedSlotRow {
  readonly at: Date;
  readonly baselineVersion: number;
  readonly n: number;
  readonly value: number | null;
  readonly centre: number;
  readonly low: number;
  readonly high: number;
  readonly signal: 'alarm' | 'on' | null;
}

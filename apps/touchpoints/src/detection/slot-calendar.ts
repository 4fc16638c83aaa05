/** Local time of the company: what a slot needs of `TimeZone` of libs/service. Moments and offsets are milliseconds. */
export interface LocalTime {
  offsetAt(moment: number): number;
  startOf(unit: 'day', moment: number): number;
  next(unit: 'day', moment: number): number;
}

export const slotUnits = ['hour', 'day'] as const;
export type SlotUnit = (typeof slotUnits)[number];

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A slot is judged so long after its end: what arrives later is late. */
export const graceMs = 15 * 60_000;

/** Where a moment stands in the week of the company: weekday 0 is Monday. */
export interface PlaceInWeek {
  readonly weekday: number;
  readonly hour: number;
}

/** Slots of the company's time: hours begin on the hour of UTC, days at local midnight. Moments are milliseconds. */
export class SlotCalendar {
  readonly unit: SlotUnit;
  readonly #zone: LocalTime;

  constructor(unit: SlotUnit, zone: LocalTime) {
    this.unit = unit;
    this.#zone = zone;
  }

  startOf(moment: number): number {
    return this.unit === 'hour' ? Math.floor(moment / hourMs) * hourMs : this.#zone.startOf('day', moment);
  }

  next(slot: number): number {
    return this.unit === 'hour' ? slot + hourMs : this.#zone.next('day', slot);
  }

  placeOf(moment: number): PlaceInWeek {
    const local = moment + this.#zone.offsetAt(moment);
    return { weekday: (Math.floor(local / dayMs) + 3) % 7, hour: Math.floor((local % dayMs) / hourMs) };
  }

  /** All slots that begin in `[from, to)`. */
  slots(from: number, to: number): number[] {
    const found: number[] = [];
    for (let at = this.startOf(from); at < to; at = this.next(at)) found.push(at);
    return found;
  }
}

export const slotsPerDay = (unit: SlotUnit): number => (unit === 'hour' ? 24 : 1);

import type { Course } from '../detection/course.ts';
import type { SlotUnit } from '../detection/slot-calendar.ts';

/** Where the watch of a detector stands. Moments are milliseconds. */
export interface Watch {
  /** Null until the volume is known. */
  readonly unit: SlotUnit | null;
  /** Start of the first slot that is not judged; null while it learns. */
  readonly nextSlot: number | null;
  /** What happened before is no longer usual: it learns from here on. */
  readonly learnFrom: number | null;
  /** When it tried to learn last. */
  readonly triedAt: number | null;
  /** The newest version of its baseline; grows also when it learns anew. */
  readonly lastVersion?: number;
  readonly course: Course;
}

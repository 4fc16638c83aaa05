import type { Baseline } from '../../detection/baseline.ts';
import type { CourseStep, Design } from '../../detection/course.ts';
import { courseSteps, fixedCourse } from '../../detection/course.ts';
import type { JudgedSlot } from '../../detection/judge-slot.ts';
import type { Slot } from '../../detection/slot.ts';
import { dayMs } from '../../detection/slot-calendar.ts';
import { spansOf } from './chart.ts';

export interface Alarm {
  readonly from: string;
  readonly to: string;
  /** Counts: the sum; scores and shares: the mean of the slots. */
  readonly observed: number;
  readonly expected: number;
}

export interface Backtest {
  /** How many slots were judged. */
  readonly slots: number;
  /** How many were needed to learn first. */
  readonly learning: number;
  readonly alarms: readonly Alarm[];
  /** How many of the alarms may be in vain, by the promise. */
  readonly falseAlarms: number;
}

/** Judges one slot after the other; each is yielded, so that the caller may let others work in between. */
export function* backtestSteps(design: Design, slots: readonly Slot[], byHand: Baseline | null): Generator<CourseStep> {
  const first = slots[0];
  const course = byHand && first ? fixedCourse(design, byHand, first.at) : undefined;
  yield* courseSteps(design, slots, course);
}

export function summarise(design: Design, judged: readonly (JudgedSlot | null)[], inWindow: number): Backtest {
  const { calendar, subject, everyDays } = design;
  const found = judged.flatMap((slot) => slot ?? []);
  const alarms = spansOf(found, (at) => calendar.next(at)).map(({ from, to, slots }): Alarm => {
    const sum = (of: (slot: JudgedSlot) => number) => slots.reduce((total, slot) => total + of(slot), 0);
    const measured = slots.filter(({ value }) => value !== null);
    const parts = subject === 'rate' ? 1 : Math.max(1, measured.length);
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      observed: sum(({ value }) => value ?? 0) / parts,
      expected:
        (subject === 'rate' ? sum(({ centre }) => centre) : measured.reduce((t, { centre }) => t + centre, 0)) / parts,
    };
  });
  const days = found.length === 0 ? 0 : ((found.at(-1)?.at ?? 0) - (found[0]?.at ?? 0)) / dayMs;
  return { slots: found.length, learning: inWindow - found.length, alarms, falseAlarms: days / everyDays };
}

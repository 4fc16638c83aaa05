import type { BaselineVersion } from '../../detection/course.ts';
import type { Slot } from '../../detection/slot.ts';
import type { JudgedSlotRow } from '../evaluation/judged-slot-row.ts';

export interface ChartPoint {
  readonly at: string;
  readonly value: number | null;
  readonly n: number;
  /** Null before the monitor judged. */
  readonly centre: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly signal: 'alarm' | 'on' | null;
  readonly baseline: number | null;
}

export interface ChartVersion {
  readonly version: number;
  readonly from: string;
  readonly dispersion: number;
  readonly learnedFrom: string | null;
  readonly learnedTo: string | null;
}

export interface Chart {
  readonly monitor: string;
  readonly slot: 'hour' | 'day';
  readonly from: string;
  readonly to: string;
  readonly points: readonly ChartPoint[];
  readonly versions: readonly ChartVersion[];
  readonly signals: readonly { readonly from: string; readonly to: string }[];
  /** Records that arrived after their slot was judged, which they do not change. */
  readonly late: number;
}

export interface ChartSource {
  readonly monitor: string;
  readonly unit: 'hour' | 'day';
  readonly from: number;
  readonly to: number;
  readonly subject: 'rate' | 'score' | 'share';
  readonly judged: readonly JudgedSlotRow[];
  /** All slots as they are known now, the open one too. */
  readonly known: readonly Slot[];
  readonly versions: readonly BaselineVersion[];
  readonly next: (slot: number) => number;
}

const iso = (moment: number): string => new Date(moment).toISOString();

/** Judged slots as they were judged; the others as they are known now, without limits. */
export function chartOf({ monitor, unit, from, to, subject, judged, known, versions, next }: ChartSource): Chart {
  const judgedAt = new Map(judged.map((slot) => [slot.at.getTime(), slot]));
  const points = known.map((slot): ChartPoint => {
    const found = judgedAt.get(slot.at);
    if (!found) {
      const value = subject === 'rate' ? slot.n : slot.n === 0 ? null : slot.sum / slot.n;
      return { at: iso(slot.at), value, n: slot.n, centre: null, low: null, high: null, signal: null, baseline: null };
    }
    const { n, value, centre, low, high, signal, baselineVersion } = found;
    return { at: iso(slot.at), value, n, centre, low, high, signal, baseline: baselineVersion };
  });
  const late = known.reduce((sum, { at, n }) => sum + Math.max(0, n - (judgedAt.get(at)?.n ?? n)), 0);
  return {
    monitor,
    slot: unit,
    from: iso(from),
    to: iso(to),
    points,
    versions: versions.filter((version) => version.from < to).map(versionOf),
    signals: spansOf(judged, next).map((span) => ({ from: iso(span.from), to: iso(span.to) })),
    late,
  };
}

const versionOf = ({ version, from, baseline, learnedFrom, learnedTo }: BaselineVersion): ChartVersion => ({
  version,
  from: iso(from),
  dispersion: baseline.dispersion,
  learnedFrom: learnedFrom === null ? null : iso(learnedFrom),
  learnedTo: learnedTo === null ? null : iso(learnedTo),
});

export interface Span<S> {
  readonly from: number;
  /** The end of its last slot. */
  readonly to: number;
  readonly slots: readonly S[];
}

/** Alarms, each from its first slot to the end of its last. */
export function spansOf<S extends { readonly at: Date | number; readonly signal: 'alarm' | 'on' | null }>(
  slots: readonly S[],
  next: (slot: number) => number,
): Span<S>[] {
  const spans: { from: number; to: number; slots: S[] }[] = [];
  let open: { from: number; to: number; slots: S[] } | undefined;
  for (const slot of slots) {
    const at = slot.at.valueOf();
    if (slot.signal === null) open = undefined;
    else if (open && slot.signal === 'on') {
      open.slots.push(slot);
      open.to = next(at);
    } else {
      open = { from: at, to: next(at), slots: [slot] };
      spans.push(open);
    }
  }
  return spans;
}

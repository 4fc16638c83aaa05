import type { Clock } from '../clock.ts';
import type { Complaint, Fields } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import { alike, blankClock, blankEscalation, blankState, clockKey, settled } from './complaint-state.ts';

export interface Difference {
  readonly before: Fields | null;
  readonly after: Fields | null;
}

type Loose = Readonly<Record<string, unknown>>;
interface Side {
  [field: string]: unknown;
}
interface Sides {
  readonly before: Side;
  readonly after: Side;
}

// Of the rest, `version` is a column of its own, and clocks and escalations are told one by one.
const notOfComplaint: ReadonlySet<string> = new Set([...settled, 'version', 'clocks', 'escalations']);

/** What has changed from one state to the next, and only that. `before` is null at the opening. Times are texts. */
export function difference(from: Complaint | null, to: Complaint): Difference {
  const before: Side = {};
  const after: Side = {};
  compare((from ?? blankState) as unknown as Loose, to as unknown as Loose, notOfComplaint, { before, after });
  parts(from?.clocks, to.clocks, clockParts, { before, after });
  parts(from?.escalations, to.escalations, escalationParts, { before, after });
  return { before: from === null ? null : unlessEmpty(before), after: unlessEmpty(after) };
}

interface Parts<T> {
  readonly name: 'clocks' | 'escalations';
  readonly keyOf: (one: T) => string;
  readonly blank: object;
  readonly without: ReadonlySet<string>;
}

const clockParts: Parts<Clock> = {
  name: 'clocks',
  keyOf: clockKey,
  blank: blankClock,
  without: new Set(['complaintId', 'cycle', 'clock']),
};
const escalationParts: Parts<Escalation> = {
  name: 'escalations',
  keyOf: ({ id }) => id,
  blank: blankEscalation,
  without: new Set(['complaintId', 'id']),
};

function parts<T extends object>(from: readonly T[] | undefined, to: readonly T[], kind: Parts<T>, sides: Sides): void {
  if (from === to || to.length === 0) return;
  const before: Side = {};
  const after: Side = {};
  const fresh: T[] = [];
  for (const one of to) {
    if (from?.includes(one)) continue;
    const key = kind.keyOf(one);
    const known = from?.find((other) => kind.keyOf(other) === key);
    if (!known) {
      fresh.push(one);
      continue;
    }
    const part: Sides = { before: {}, after: {} };
    compare(known as Loose, one as Loose, kind.without, part);
    if (!unlessEmpty(part.after)) continue;
    before[key] = part.before;
    after[key] = part.after;
  }
  start(fresh, kind, after);
  if (unlessEmpty(before)) sides.before[kind.name] = before;
  if (unlessEmpty(after)) sides.after[kind.name] = after;
}

/** New ones. What several have in common is written once: every complaint that is opened is written so. */
function start<T extends object>(fresh: readonly T[], { keyOf, blank, without }: Parts<T>, after: Side): void {
  const [first, ...others] = fresh as readonly (T & Loose)[];
  if (!first) return;
  let apart = without;
  if (others.length > 0) {
    const same = Object.keys(first).filter((field) => others.every((other) => other[field] === first[field]));
    const together: Side = {};
    compare(blank as Loose, Object.fromEntries(same.map((field) => [field, first[field]])), without, {
      after: together,
    });
    after[alike] = together;
    apart = new Set([...without, ...same]);
  }
  for (const one of fresh) {
    const part: Side = {};
    compare(blank as Loose, one as Loose, apart, { after: part });
    after[keyOf(one)] = part;
  }
}

function compare(
  from: Loose,
  to: Loose,
  without: ReadonlySet<string>,
  { before, after }: { before?: Side; after: Side },
): void {
  for (const field in to) {
    const [was, is] = [from[field], to[field]];
    if (was === is || without.has(field) || same(was, is)) continue;
    after[field] = plain(is);
    if (before && was !== undefined) before[field] = plain(was);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return JSON.stringify(a) === JSON.stringify(b);
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

function unlessEmpty(side: Side): Side | null {
  for (const _ in side) return side;
  return null;
}

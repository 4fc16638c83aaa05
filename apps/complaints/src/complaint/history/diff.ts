import type { ChangedFields, Complaint } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import type { SlaClock } from '../sla-clock.ts';
import {
  clockKey,
  immutableFields,
  initialClock,
  initialEscalation,
  initialState,
  sharedKey,
} from './complaint-state.ts';

export interface Diff {
  readonly before: ChangedFields | null;
  readonly after: ChangedFields | null;
}

type AnyRecord = Readonly<Record<string, unknown>>;
interface Snapshot {
  [field: string]: unknown;
}
interface BeforeAfter {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

// `version` has its own column; clocks and escalations are compared one by one.
const skippedFields: ReadonlySet<string> = new Set([...immutableFields, 'version', 'clocks', 'escalations']);

/** The changed fields from one state to the next. `before` is null at the opening. Times are texts. */
export function diff(from: Complaint | null, to: Complaint): Diff {
  const before: Snapshot = {};
  const after: Snapshot = {};
  diffFields((from ?? initialState) as unknown as AnyRecord, to as unknown as AnyRecord, skippedFields, {
    before,
    after,
  });
  diffParts(from?.clocks, to.clocks, clockParts, { before, after });
  diffParts(from?.escalations, to.escalations, escalationParts, { before, after });
  return { before: from === null ? null : nullIfEmpty(before), after: nullIfEmpty(after) };
}

interface PartKind<T> {
  readonly name: 'clocks' | 'escalations';
  readonly keyOf: (one: T) => string;
  readonly initial: object;
  readonly skipped: ReadonlySet<string>;
}

const clockParts: PartKind<SlaClock> = {
  name: 'clocks',
  keyOf: clockKey,
  initial: initialClock,
  skipped: new Set(['complaintId', 'cycle', 'clock']),
};
const escalationParts: PartKind<Escalation> = {
  name: 'escalations',
  keyOf: ({ id }) => id,
  initial: initialEscalation,
  skipped: new Set(['complaintId', 'id']),
};

function diffParts<T extends object>(
  from: readonly T[] | undefined,
  to: readonly T[],
  kind: PartKind<T>,
  changes: BeforeAfter,
): void {
  if (from === to || to.length === 0) return;
  const before: Snapshot = {};
  const after: Snapshot = {};
  const added: T[] = [];
  for (const one of to) {
    if (from?.includes(one)) continue;
    const key = kind.keyOf(one);
    const known = from?.find((other) => kind.keyOf(other) === key);
    if (!known) {
      added.push(one);
      continue;
    }
    const part: BeforeAfter = { before: {}, after: {} };
    diffFields(known as AnyRecord, one as AnyRecord, kind.skipped, part);
    if (!nullIfEmpty(part.after)) continue;
    before[key] = part.before;
    after[key] = part.after;
  }
  addNewParts(added, kind, after);
  if (nullIfEmpty(before)) changes.before[kind.name] = before;
  if (nullIfEmpty(after)) changes.after[kind.name] = after;
}

/** Adds new clocks or escalations. Fields that all of them share are written once: every opening has several clocks. */
function addNewParts<T extends object>(
  added: readonly T[],
  { keyOf, initial, skipped }: PartKind<T>,
  after: Snapshot,
): void {
  const [first, ...others] = added as readonly (T & AnyRecord)[];
  if (!first) return;
  let alsoSkipped = skipped;
  if (others.length > 0) {
    const sharedFields = Object.keys(first).filter((field) => others.every((other) => other[field] === first[field]));
    const common: Snapshot = {};
    diffFields(initial as AnyRecord, Object.fromEntries(sharedFields.map((field) => [field, first[field]])), skipped, {
      after: common,
    });
    after[sharedKey] = common;
    alsoSkipped = new Set([...skipped, ...sharedFields]);
  }
  for (const one of added) {
    const part: Snapshot = {};
    diffFields(initial as AnyRecord, one as AnyRecord, alsoSkipped, { after: part });
    after[keyOf(one)] = part;
  }
}

function diffFields(
  from: AnyRecord,
  to: AnyRecord,
  skipped: ReadonlySet<string>,
  { before, after }: { before?: Snapshot; after: Snapshot },
): void {
  for (const field in to) {
    const [was, is] = [from[field], to[field]];
    if (was === is || skipped.has(field) || isSame(was, is)) continue;
    after[field] = toJsonValue(is);
    if (before && was !== undefined) before[field] = toJsonValue(was);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return JSON.stringify(a) === JSON.stringify(b);
}

const toJsonValue = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

function nullIfEmpty(snapshot: Snapshot): Snapshot | null {
  for (const _ in snapshot) return snapshot;
  return null;
}
